package farebox.batch;

import farebox.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * {@code batch_} and 24 hexadecimal digits. The first 12 are the time of creation in milliseconds, so that ids sort by
 * age; those of uploaded objects begin with {@code f} and sort behind all others.
 */
public record BatchId(String value) {
    private static final String PREFIX = "batch_";
    private static final Pattern FORM = Pattern.compile("batch_[0-9a-f]{24}");
    private static final int TIME_DIGITS = 12;
    private static final int DIGITS = 24;

    /** @throws IllegalArgumentException if the value has another form */
    public BatchId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a batch id is 'batch_' and 24 hexadecimal digits: " + value);
        }
    }

    /** What follows the prefix. */
    String digits() {
        return value.substring(PREFIX.length());
    }

    public static BatchId next(Instant created, RandomGenerator random) {
        HexFormat hex = HexFormat.of();
        return new BatchId(PREFIX
                + hex.toHexDigits(created.toEpochMilli(), TIME_DIGITS)
                + hex.toHexDigits(random.nextLong(), DIGITS - TIME_DIGITS));
    }

    /**
     * The same each time for the same state of an object.
     *
     * @param version the object's version, or its ETag where there are no versions
     */
    public static BatchId ofUpload(String bucket, String key, String version) {
        Sha256 digest = Sha256.of((bucket + '\n' + key + '\n' + version).getBytes(StandardCharsets.UTF_8));
        return new BatchId(PREFIX + 'f' + digest.hex().substring(1, DIGITS));
    }

    /** Nothing if no batch can have that id. */
    public static Optional<BatchId> parse(String value) {
        return FORM.matcher(value).matches() ? Optional.of(new BatchId(value)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
