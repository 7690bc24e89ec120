package farebox.endtoend;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** The two content codings, {@code gzip} and {@code deflate}, as clients write and read them. */
final class ContentCodings {
    private ContentCodings() {}

    static byte[] of(String coding, byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream packing =
                coding.equals("gzip") ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
            packing.write(plain);
        }
        return packed.toByteArray();
    }

    static byte[] undone(String coding, byte[] packed) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(packed);
        try (InputStream unpacking = coding.equals("gzip") ? new GZIPInputStream(in) : new InflaterInputStream(in)) {
            return unpacking.readAllBytes();
        }
    }
}
