package farebox.batch;

/**
 * Where an asynchronous invocation leaves its result.
 *
 * @param prefix of the keys of output and failure
 */
public record ResultsLocation(String bucket, String prefix) {
    String outputKey() {
        return prefix + ".out";
    }

    String failureKey() {
        return prefix + "-error.out";
    }

    /** As {@code s3://bucket/key}. */
    public String output() {
        return "s3://" + bucket + "/" + outputKey();
    }

    /** As {@code s3://bucket/key}. */
    public String failure() {
        return "s3://" + bucket + "/" + failureKey();
    }
}
