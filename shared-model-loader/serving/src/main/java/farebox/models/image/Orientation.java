package farebox.models.image;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How a camera was held: the tag of that name in the Exif segment of a JPEG (CIPA DC-008, 4.6.4.A), which viewers turn
 * an image by.
 *
 * @param value 1 (upright) to 8
 */
record Orientation(int value) {
    static final Orientation UPRIGHT = new Orientation(1);

    private static final int FIRST_TURNED = 5;
    private static final int LAST = 8;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final int LITTLE_ENDIAN = 0x4949;
    private static final int FIELD_BYTES = 12;
    private static final int TAG = 0x0112;

    /** @param segment the content of an application segment, which may be anything */
    static Orientation of(ByteBuffer segment) {
        try {
            byte[] name = new byte[EXIF.length];
            segment.get(name);
            return Arrays.equals(name, EXIF) ? ofTiff(segment.slice()) : UPRIGHT;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return UPRIGHT;
        }
    }

    private static Orientation ofTiff(ByteBuffer tiff) {
        tiff.order(tiff.getShort(0) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int fields = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < fields; i++) {
            int field = directory + Short.BYTES + i * FIELD_BYTES;
            if (tiff.getShort(field) == TAG) {
                int value = tiff.getShort(field + 8);
                return value >= 1 && value <= LAST ? new Orientation(value) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** Whether what is stored as a line is seen as a column. */
    boolean swapsSides() {
        return value >= FIRST_TURNED;
    }

    /** The image as it is seen. */
    BufferedImage upright(BufferedImage stored) {
        if (value == 1) {
            return stored;
        }
        int width = swapsSides() ? stored.getHeight() : stored.getWidth();
        int height = swapsSides() ? stored.getWidth() : stored.getHeight();
        BufferedImage seen = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = seen.createGraphics();
        try {
            graphics.drawImage(stored, transform(width, height), null);
            return seen;
        } finally {
            graphics.dispose();
        }
    }

    private AffineTransform transform(int width, int height) {
        return switch (value) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, width, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, width, height);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, height);
            default -> new AffineTransform();
        };
    }
}
