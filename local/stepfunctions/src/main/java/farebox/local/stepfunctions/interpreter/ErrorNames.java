package farebox.local.stepfunctions.interpreter;

import farebox.local.stepfunctions.definition.State;
import java.util.List;
import java.util.Set;

/** The error names of the language, and what {@code ErrorEquals} matches. */
final class ErrorNames {
    static final String ALL = "States.ALL";
    static final String BRANCH_FAILED = "States.BranchFailed";
    static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    static final String EXCEED_TOLERATED_FAILURE_THRESHOLD = "States.ExceedToleratedFailureThreshold";
    static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
    static final String ITEM_READER_FAILED = "States.ItemReaderFailed";
    static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";
    static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
    static final String RESULT_WRITER_FAILED = "States.ResultWriterFailed";
    static final String RUNTIME = "States.Runtime";
    static final String TASK_FAILED = "States.TaskFailed";
    static final String TIMEOUT = "States.Timeout";

    private static final Set<String> TIMEOUTS = Set.of(TIMEOUT, HEARTBEAT_TIMEOUT);
    private static final Set<String> NOT_IN_ALL = Set.of(DATA_LIMIT_EXCEEDED, RUNTIME);

    private ErrorNames() {}

    static boolean matches(List<String> patterns, String error, State state) {
        return !error.equals(RUNTIME) && patterns.stream().anyMatch(pattern -> matches(pattern, error, state));
    }

    private static boolean matches(String pattern, String error, State state) {
        return switch (pattern) {
            case ALL -> !NOT_IN_ALL.contains(error);
            case TASK_FAILED -> !NOT_IN_ALL.contains(error) && !TIMEOUTS.contains(error);
            case TIMEOUT -> TIMEOUTS.contains(error);
            case BRANCH_FAILED -> state instanceof State.Parallel || error.equals(BRANCH_FAILED);
            default -> pattern.equals(error);
        };
    }
}
