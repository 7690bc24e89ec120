package farebox.http;

import farebox.kernel.InvalidRequest;
import farebox.kernel.Utf8Decoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of paths (RFC 3986), in which a plus is a plus. */
final class PercentEncoding {
    private static final int ESCAPE_LENGTH = 3;
    private static final int HEXADECIMAL = 16;

    private PercentEncoding() {}

    /** @throws InvalidRequest if an escape is broken, or what it encodes is not UTF-8 */
    static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        return Utf8Decoder.decode(ByteBuffer.wrap(bytes(encoded)))
                .orElseThrow(() -> new InvalidRequest("the path has a percent-encoding that is not UTF-8"));
    }

    private static byte[] bytes(String encoded) {
        byte[] utf8 = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(utf8.length);
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] != '%') {
                decoded.write(utf8[i]);
                continue;
            }
            if (i + ESCAPE_LENGTH > utf8.length) {
                throw broken();
            }
            decoded.write(digit(utf8[i + 1]) * HEXADECIMAL + digit(utf8[i + 2]));
            i += ESCAPE_LENGTH - 1;
        }
        return decoded.toByteArray();
    }

    private static int digit(byte character) {
        int digit = Character.digit(character, HEXADECIMAL);
        if (digit < 0) {
            throw broken();
        }
        return digit;
    }

    private static InvalidRequest broken() {
        return new InvalidRequest("the path has a broken percent-encoding");
    }
}
