package farebox.models.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A PNG with the chunks that its pixels take and no other: text and colour profiles are compressed, and a decoder would
 * inflate them whatever their size.
 */
final class PngChunks {
    private static final int SIGNATURE = 8;
    private static final int AROUND_DATA = 12;
    private static final Set<Integer> KEPT =
            Set.of(0x49484452, 0x504c5445, 0x74524e53, 0x49444154, 0x49454e44); // IHDR PLTE tRNS IDAT IEND

    private PngChunks() {}

    static byte[] ofPixels(byte[] png) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(png.length);
        kept.write(png, 0, SIGNATURE);
        ByteBuffer chunks = ByteBuffer.wrap(png);
        int at = SIGNATURE;
        while (at + AROUND_DATA <= png.length) {
            int length = chunks.getInt(at);
            if (length < 0 || length > png.length - at - AROUND_DATA) {
                break;
            }
            if (KEPT.contains(chunks.getInt(at + Integer.BYTES))) {
                kept.write(png, at, length + AROUND_DATA);
            }
            at += length + AROUND_DATA;
        }
        return kept.toByteArray();
    }
}
