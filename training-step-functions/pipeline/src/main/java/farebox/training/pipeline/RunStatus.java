package farebox.training.pipeline;

import java.util.Locale;

/** Where a run is, by the statuses of OpenAI's fine-tuning jobs. */
public enum RunStatus {
    VALIDATING_FILES,
    QUEUED,
    RUNNING,
    /** The model serves a share of the callers. Clients see it as running. */
    CANARY,
    /** The model is about to be served; too late to cancel. Clients see it as running. */
    PROMOTING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** The name in responses, such as {@code validating_files}. */
    public String wireName() {
        return switch (this) {
            case CANARY, PROMOTING -> RUNNING.wireName();
            case VALIDATING_FILES, QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** Whether a run of this status never changes again. */
    public boolean ended() {
        return switch (this) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            case VALIDATING_FILES, QUEUED, RUNNING, CANARY, PROMOTING -> false;
        };
    }
}
