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

    /** From here on compressing takes less time than sending; a single embedding stays below. */
    private static final int MIN_COMPRESSED = 8 * 1024;

    /** Maximum size of a decompressed body, against decompression bombs: twice Lambda's own payload limit. */
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

    /**
     * The response in this coding, unless it is small. The fast level is used if its result fits into what Lambda
     * returns; on long lists of numbers the slow one saves another sixth, and takes six times as long.
     */
    HttpResponse encode(HttpResponse response) {
        if (response.body().length < MIN_COMPRESSED) {
            return response;
        }
        byte[] fast = encode(response.body(), Deflater.BEST_SPEED);
        byte[] body =
                fast.length <= HttpResponse.MAX_BODY ? fast : encode(response.body(), Deflater.DEFAULT_COMPRESSION);
        return response.with(body).with("content-encoding", header());
    }

    byte[] encode(byte[] body) {
        return encode(body, Deflater.BEST_SPEED);
    }

    private byte[] encode(byte[] body, int level) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(body.length / 2 + 64);
        try (OutputStream encoder = encoder(encoded, level)) {
            encoder.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return encoded.toByteArray();
    }

    String header() {
        return name().toLowerCase(Locale.ROOT);
    }

    private InputStream decoder(InputStream encoded) throws IOException {
        return switch (this) {
            case GZIP -> new GZIPInputStream(encoded);
            case DEFLATE -> new InflaterInputStream(encoded);
        };
    }

    private OutputStream encoder(OutputStream encoded, int level) throws IOException {
        return switch (this) {
            case GZIP -> new LeveledGzip(encoded, level);
            case DEFLATE -> new DeflaterOutputStream(encoded, new Deflater(level));
        };
    }

    /** Java's own has no parameter for the level. */
    private static final class LeveledGzip extends GZIPOutputStream {
        LeveledGzip(OutputStream encoded, int level) throws IOException {
            super(encoded);
            def.setLevel(level);
        }
    }
}
