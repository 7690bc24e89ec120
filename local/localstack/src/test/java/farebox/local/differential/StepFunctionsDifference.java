package farebox.local.differential;

import java.util.regex.Pattern;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineRequest;

/** Where LocalStack's Step Functions answers otherwise than the local emulator's. */
enum StepFunctionsDifference implements KnownDifference {
    ERROR_OUT_OF_A_BRANCH(
            Right.EMULATOR,
            "Handling errors in Step Functions workflows",
            "an error States.* that leaves a branch or an iteration fails the state around it by its name; LocalStack takes"
                    + " the name for a forbidden one of the definition's own, and says States.Runtime",
            found -> tellsRuntime(found) && says(found, "\"Type\":\"(Map|Parallel)\"")
                    ? found.emulator()
                    : found.localstack()),
    QUERY_IN_A_WAIT(
            Right.EMULATOR,
            "Handling errors in Step Functions workflows",
            "an expression of a Wait state that fails is States.QueryEvaluationError; LocalStack says States.Runtime",
            found -> tellsRuntime(found) && says(found, "\"Type\":\"Wait\"") ? found.emulator() : found.localstack()),
    ASSIGNED_TOO_EARLY(
            Right.EMULATOR,
            "Passing data between states with variables",
            "a state's Output sees the variables as they were before its Assign; LocalStack assigns first",
            found ->
                    says(found, "\"Assign\":.*\"Output\":.*\\$(first|second)") ? found.emulator() : found.localstack()),
    NO_RETRY_COUNT(
            Right.EMULATOR,
            "Accessing execution data from the Context object",
            "State.RetryCount is 0 at the first attempt; LocalStack has none",
            found -> isError(found.localstack(), "States.QueryEvaluationError") && says(found, "RetryCount")
                    ? found.emulator()
                    : found.localstack());

    @SuppressWarnings("ImmutableEnumChecker") // every bridge is a method without state
    private final Reason reason;

    StepFunctionsDifference(Right right, String page, String words, Bridge bridge) {
        this.reason = new Reason(right, page, words, bridge);
    }

    /** As its error, or as the one that a state has caught. */
    private static boolean tellsRuntime(Case found) {
        return found.localstack().toString().contains("States.Runtime");
    }

    private static boolean isError(Outcome outcome, String error) {
        return outcome.content().path("Error").asText().equals(error);
    }

    private static boolean says(Case found, String pattern) {
        return found.request() instanceof CreateStateMachineRequest machine
                && Pattern.compile(pattern).matcher(machine.definition()).find();
    }

    @Override
    public Reason reason() {
        return reason;
    }

    @Override
    public String toString() {
        return name() + " " + reason;
    }
}
