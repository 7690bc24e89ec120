package farebox.training.pipeline;

/**
 * Why a run failed.
 *
 * @param code a stable name, such as {@link #NOT_PROMOTED}
 * @param message one sentence that is safe to show to the tenant and says what to do
 * @param param the field at fault; empty if there is none
 */
public record RunError(String code, String message, String param) {
    /** The gate refused the model; the champion serves on. */
    public static final String NOT_PROMOTED = "not_promoted";

    /** The model did harm to the callers that it served; the champion serves all of them again. */
    public static final String ROLLED_BACK = "rolled_back";

    /** The spec or the data is at fault. */
    public static final String INVALID_TRAINING = "invalid_training";

    /** The estimate exceeds what a run or a month may cost. */
    public static final String COST_LIMIT = "cost_limit_exceeded";

    /** The training ran longer than it may. */
    public static final String TIMEOUT = "training_timeout";

    /** No instance type had capacity. */
    public static final String CAPACITY = "capacity_unavailable";

    /** The training was killed on every instance type. */
    public static final String KILLED = "training_killed";

    /** A fault of the service; the operator's to mend. */
    public static final String INTERNAL = "internal_error";

    public RunError(String code, String message) {
        this(code, message, "");
    }
}
