package farebox.files;

import farebox.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * {@code file-} and 24 hexadecimal digits: the first 12 are the time of creation in milliseconds, so that ids sort by
 * age.
 */
public record FileId(String value) implements Comparable<FileId> {
    private static final String PREFIX = "file-";
    private static final Pattern FORM = Pattern.compile("file-[0-9a-f]{24}");
    private static final int TIME_DIGITS = 12;

    /** @throws IllegalArgumentException if the value has another form */
    public FileId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a file id is 'file-' and 24 hexadecimal digits: " + value);
        }
    }

    public static FileId next(Instant created, RandomGenerator random) {
        return of(created, HexFormat.of().toHexDigits(random.nextLong()));
    }

    /**
     * The same id each time for a file of that name that is created then.
     *
     * @param name unique among all files, such as the id of the job that writes it
     */
    public static FileId of(Instant created, String name) {
        String digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8)).hex();
        return new FileId(PREFIX
                + HexFormat.of().toHexDigits(created.toEpochMilli(), TIME_DIGITS)
                + digest.substring(0, TIME_DIGITS));
    }

    /** Nothing if no file can have that id. */
    public static Optional<FileId> parse(String value) {
        return FORM.matcher(value).matches() ? Optional.of(new FileId(value)) : Optional.empty();
    }

    @Override
    public int compareTo(FileId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
