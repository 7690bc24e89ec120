package farebox.training.pipeline;

import farebox.kernel.InvalidRequest;
import farebox.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The id of a training run, which is also the name of its execution and the beginning of its training jobs' names. It
 * follows from what the run was started by, so that an event that is delivered twice names the same run.
 *
 * @param value {@code ftjob-} and 24 hexadecimal digits
 */
public record RunId(String value) implements Comparable<RunId> {
    private static final int DIGITS = 24;
    private static final String PREFIX = "ftjob-";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{" + DIGITS + "}");

    /** @throws InvalidRequest if the text is no such id */
    public RunId {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidRequest("the id of a fine-tuning job is ftjob- and 24 hexadecimal digits", "id");
        }
    }

    /**
     * The run of a manifest: it follows from bucket, key and version of the manifest and of every object that it names.
     *
     * @param objects the manifest first
     */
    public static RunId ofObjects(List<SourceObject> objects) {
        return of(objects.stream()
                .map(object -> object.bucket() + '\n' + object.key() + '\n' + object.version())
                .collect(Collectors.joining("\n")));
    }

    /** The run of a request, by a name that is unique among them. */
    public static RunId ofCause(String cause) {
        return of("cause\n" + cause);
    }

    private static RunId of(String text) {
        String hex = Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
        return new RunId(PREFIX + hex.substring(0, DIGITS));
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
