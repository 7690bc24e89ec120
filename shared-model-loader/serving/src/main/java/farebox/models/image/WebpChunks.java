package farebox.models.image;

import farebox.kernel.InvalidRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The chunks of a WebP (RFC 9649): its size stands in the first, and again in the chunk of the pixels. Metadata and
 * colour profiles are left out before it is decoded.
 */
record WebpChunks(List<Chunk> list) {
    private static final int RIFF = 0x46464952;
    private static final int WEBP = 0x50424557;
    private static final int EXTENDED = 0x58385056;
    private static final int LOSSY = 0x20385056;
    private static final int LOSSLESS = 0x4c385056;
    private static final int ALPHA = 0x48504c41;
    private static final int HEADER = 12;
    private static final int CHUNK_HEADER = 8;

    private static final int ANIMATED = 0x02;
    private static final int HAS_ALPHA = 0x10;

    private static final int START_OF_FRAME = 0x2a019d;
    private static final int LOSSLESS_SIGNATURE = 0x2f;
    private static final int FOURTEEN_BITS = 0x3fff;
    private static final int TWENTY_FOUR_BITS = 0xffffff;

    private record Chunk(int type, ByteBuffer content) {}

    static boolean isWebp(ByteBuffer bytes) {
        ByteBuffer header = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return header.remaining() > HEADER && header.getInt(0) == RIFF && header.getInt(Long.BYTES) == WEBP;
    }

    /**
     * Reads up to the pixels.
     *
     * @throws InvalidRequest if there are none, or several images
     */
    static WebpChunks read(ByteBuffer bytes) {
        ByteBuffer left = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(HEADER);
        List<Chunk> chunks = new ArrayList<>();
        while (left.remaining() >= CHUNK_HEADER) {
            int type = left.getInt();
            int length = Math.min(left.getInt() & Integer.MAX_VALUE, left.remaining());
            chunks.add(new Chunk(type, left.slice(left.position(), length).order(ByteOrder.LITTLE_ENDIAN)));
            requireOneImage(chunks.getFirst());
            if (type == LOSSY || type == LOSSLESS) {
                return new WebpChunks(chunks);
            }
            left.position(Math.min(left.limit(), left.position() + length + (length & 1)));
        }
        throw new InvalidRequest("a WebP has pixels, and this has none");
    }

    private static void requireOneImage(Chunk first) {
        if (first.type() == EXTENDED && (first.content().get(0) & ANIMATED) != 0) {
            throw new InvalidRequest("a WebP has one image, and this is animated");
        }
    }

    /**
     * The larger of what the chunks say.
     *
     * @throws InvalidRequest if its pixels do not begin as they should
     */
    ImageSize size() {
        ImageSize pixels = pixels(list.getLast());
        Chunk first = list.getFirst();
        if (first.type() != EXTENDED) {
            return pixels;
        }
        return new ImageSize(
                Math.max(pixels.width(), 1 + (first.content().getInt(4) & TWENTY_FOUR_BITS)),
                Math.max(pixels.height(), 1 + (first.content().getInt(6) >>> Byte.SIZE)));
    }

    private static ImageSize pixels(Chunk chunk) {
        ByteBuffer content = chunk.content();
        if (chunk.type() == LOSSY && (content.getInt(3) & TWENTY_FOUR_BITS) == START_OF_FRAME) {
            return new ImageSize(content.getShort(6) & FOURTEEN_BITS, content.getShort(8) & FOURTEEN_BITS);
        }
        if (chunk.type() == LOSSLESS && content.get(0) == LOSSLESS_SIGNATURE) {
            int sizes = content.getInt(1);
            return new ImageSize(1 + (sizes & FOURTEEN_BITS), 1 + (sizes >>> 14 & FOURTEEN_BITS));
        }
        throw new InvalidRequest("the pixels of a WebP begin with their size");
    }

    /** A WebP of the pixels and their transparency alone. */
    byte[] ofPixels() {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        for (Chunk chunk : list) {
            switch (chunk.type()) {
                case EXTENDED -> write(EXTENDED, withoutMetadata(chunk.content()), kept);
                case ALPHA, LOSSY, LOSSLESS -> write(chunk.type(), bytes(chunk.content()), kept);
                default -> {}
            }
        }
        ByteBuffer file = ByteBuffer.allocate(HEADER + kept.size()).order(ByteOrder.LITTLE_ENDIAN);
        return file.putInt(RIFF)
                .putInt(Integer.BYTES + kept.size())
                .putInt(WEBP)
                .put(kept.toByteArray())
                .array();
    }

    private static byte[] withoutMetadata(ByteBuffer extended) {
        byte[] flags = bytes(extended);
        flags[0] &= HAS_ALPHA;
        return flags;
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    private static void write(int type, byte[] content, ByteArrayOutputStream kept) {
        ByteBuffer header = ByteBuffer.allocate(CHUNK_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        kept.writeBytes(header.putInt(type).putInt(content.length).array());
        kept.writeBytes(content);
        if ((content.length & 1) == 1) {
            kept.write(0);
        }
    }
}
