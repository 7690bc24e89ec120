package farebox.http;

import farebox.kernel.InvalidRequest;
import farebox.kernel.PayloadTooLarge;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** RFC 9110 content codings, both ways. */
enum ContentCoding {
    GZIP,
    DEFLATE;

    /** What a compressed body may grow to, so that a small bomb stays small: twice Lambda's own payload limit. */
    static final int MAX_BODY = 2 * 6 * 1024 * 1024;

    private static final Pattern FORBIDDEN = Pattern.compile("[^;]*;q=0(\\.0*)?");

    /** @throws InvalidRequest if the coding is none of ours */
    static Optional<ContentCoding> named(String header) {
        return switch (header.trim().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Optional.empty();
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            default -> throw new InvalidRequest("content-encoding must be gzip, deflate or identity");
        };
    }

    /** The first coding of ours that an Accept-Encoding header allows; {@code ;q=0} forbids one. */
    static Optional<ContentCoding> accepted(String header) {
        return Arrays.stream(header.toLowerCase(Locale.ROOT).replace(" ", "").split(",", -1))
                .filter(coding -> !FORBIDDEN.matcher(coding).matches())
                .map(coding -> coding.split(";", -1)[0])
                .filter(name -> name.equals("gzip") || name.equals("deflate"))
                .map(name -> name.equals("gzip") ? GZIP : DEFLATE)
                .findFirst();
    }

    byte[] decode(byte[] body) {
        try (InputStream plain = decoder(new ByteArrayInputStream(body))) {
            byte[] whole = plain.readNBytes(MAX_BODY + 1);
            if (whole.length > MAX_BODY) {
                throw new PayloadTooLarge("the body decompresses to more than " + MAX_BODY + " bytes");
            }
            return whole;
        } catch (IOException e) {
            throw new InvalidRequest("the body is not " + header() + ", as its content-encoding says, or is cut short");
        }
    }

    byte[] encode(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 2 + 64);
        try (OutputStream packing = encoder(packed)) {
            packing.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return packed.toByteArray();
    }

    String header() {
        return name().toLowerCase(Locale.ROOT);
    }

    private InputStream decoder(InputStream packed) throws IOException {
        return switch (this) {
            case GZIP -> new GZIPInputStream(packed);
            case DEFLATE -> new InflaterInputStream(packed);
        };
    }

    private OutputStream encoder(OutputStream packed) throws IOException {
        return switch (this) {
            case GZIP -> new GZIPOutputStream(packed);
            case DEFLATE -> new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED));
        };
    }
}
