package farebox.models.image;

import farebox.kernel.InvalidRequest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What the first bytes of an image say of its size, as it is stored, and of how it is seen. PNG: the IHDR chunk, which
 * is always the first (ISO/IEC 15948, 11.2.2). JPEG: the start-of-frame segment (ITU-T T.81, B.2.2). WebP:
 * {@link WebpChunks}.
 */
record ImageHeader(Format format, int width, int height, Orientation orientation) {
    private static final long MAX_PIXELS = 25_000_000;
    private static final int MAX_SIDE = 16_384;
    private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int IHDR = 0x49484452;
    private static final int START_OF_IMAGE = 0xffd8;
    private static final int MARKER = 0xff;
    private static final int START_OF_SCAN = 0xda;
    private static final int APPLICATION_1 = 0xe1;

    enum Format {
        PNG,
        JPEG,
        WEBP
    }

    /** @throws InvalidRequest if the bytes are no PNG, JPEG or WebP, or the image is too large */
    static ImageHeader read(byte[] image) {
        try {
            ImageHeader header = header(ByteBuffer.wrap(image));
            header.requireWithinBounds();
            return header;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new InvalidRequest("an image ends before its header does");
        }
    }

    private static ImageHeader header(ByteBuffer bytes) {
        if (bytes.remaining() > Long.BYTES && bytes.getLong(0) == PNG_SIGNATURE) {
            return png(bytes.position(Long.BYTES));
        }
        if (bytes.remaining() > Short.BYTES && Short.toUnsignedInt(bytes.getShort(0)) == START_OF_IMAGE) {
            return jpeg(bytes.position(Short.BYTES));
        }
        if (WebpChunks.isWebp(bytes)) {
            ImageSize size = WebpChunks.read(bytes).size();
            return new ImageHeader(Format.WEBP, size.width(), size.height(), Orientation.UPRIGHT);
        }
        throw new InvalidRequest("an image is a PNG, a JPEG or a WebP");
    }

    private static ImageHeader png(ByteBuffer bytes) {
        bytes.getInt();
        if (bytes.getInt() != IHDR) {
            throw new InvalidRequest("a PNG begins with its header");
        }
        return new ImageHeader(Format.PNG, bytes.getInt(), bytes.getInt(), Orientation.UPRIGHT);
    }

    private static ImageHeader jpeg(ByteBuffer bytes) {
        Orientation orientation = Orientation.UPRIGHT;
        while (true) {
            int marker = marker(bytes);
            int length = Short.toUnsignedInt(bytes.getShort());
            if (isStartOfFrame(marker)) {
                bytes.get();
                int height = Short.toUnsignedInt(bytes.getShort());
                return new ImageHeader(Format.JPEG, Short.toUnsignedInt(bytes.getShort()), height, orientation);
            }
            if (marker == START_OF_SCAN) {
                throw new InvalidRequest("a JPEG says its size before its pixels");
            }
            if (marker == APPLICATION_1 && orientation.equals(Orientation.UPRIGHT)) {
                orientation = Orientation.of(bytes.slice(bytes.position(), length - Short.BYTES));
            }
            bytes.position(bytes.position() + length - Short.BYTES);
        }
    }

    /** Any number of fill bytes may stand before a marker. */
    private static int marker(ByteBuffer bytes) {
        if (Byte.toUnsignedInt(bytes.get()) != MARKER) {
            throw new InvalidRequest("a JPEG consists of segments, and there is something between them");
        }
        int marker = Byte.toUnsignedInt(bytes.get());
        while (marker == MARKER) {
            marker = Byte.toUnsignedInt(bytes.get());
        }
        return marker;
    }

    /** C0 to CF but for the tables of Huffman codes and arithmetic coding, and a reserved one. */
    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** As it is seen. */
    ImageSize size() {
        return orientation.swapsSides() ? new ImageSize(height, width) : new ImageSize(width, height);
    }

    private void requireWithinBounds() {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || (long) width * height > MAX_PIXELS) {
            throw new InvalidRequest("an image has at most " + MAX_SIDE + " pixels a side and " + MAX_PIXELS
                    + " altogether, not " + Integer.toUnsignedString(width) + " x "
                    + Integer.toUnsignedString(height) + "; send a smaller one");
        }
    }
}
