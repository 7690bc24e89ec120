package farebox.local.stepfunctions.task;

import com.fasterxml.jackson.databind.JsonNode;

/** How a call of a service ended. */
public sealed interface TaskOutcome {
    record Succeeded(JsonNode output) implements TaskOutcome {}

    /**
     * @param error the name that {@code ErrorEquals} matches, such as {@code Lambda.TooManyRequestsException}
     * @param cause for people; JSON where the service gives a structured error
     */
    record Failed(String error, String cause) implements TaskOutcome {}
}
