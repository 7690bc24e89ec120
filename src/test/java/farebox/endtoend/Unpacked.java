package farebox.endtoend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** A packed answer, read as clients do. */
final class Unpacked {
    private Unpacked() {}

    static byte[] bytes(String coding, byte[] packed) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(packed);
        try (InputStream unpacking = coding.equals("gzip") ? new GZIPInputStream(in) : new InflaterInputStream(in)) {
            return unpacking.readAllBytes();
        }
    }

    static String text(String coding, byte[] packed) throws IOException {
        return new String(bytes(coding, packed), StandardCharsets.UTF_8);
    }
}
