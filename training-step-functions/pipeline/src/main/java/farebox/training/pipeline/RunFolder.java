package farebox.training.pipeline;

/**
 * Where the objects of one run lie, apart from those of every other tenant and run: {@code runs/{tenant}/{run}/}.
 *
 * @param bucket the results bucket
 */
public record RunFolder(String bucket, PipelineRun run) {
    public static final String SPEC = "training.json";

    /** Where the files lie that the training reads. */
    public String input() {
        return prefix() + "input/";
    }

    /** Where the training leaves its archives. */
    public String output() {
        return prefix() + "output";
    }

    public String checkpoints() {
        return prefix() + "checkpoints";
    }

    /** The log of the training so far. */
    public String progress() {
        return checkpoints() + "/training.log";
    }

    public String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }

    private String prefix() {
        return "runs/" + run.model().owner() + "/" + run.id() + "/";
    }
}
