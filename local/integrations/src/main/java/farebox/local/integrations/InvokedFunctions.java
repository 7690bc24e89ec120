package farebox.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletionStage;

/** Port: the functions of the local Lambda. */
@FunctionalInterface
public interface InvokedFunctions {
    /**
     * Invokes without blocking the caller.
     *
     * @param function a name or an ARN, with a version or alias or without
     */
    CompletionStage<Result> invoke(String function, JsonNode payload);

    /** How an invocation ended. */
    sealed interface Result {
        record Returned(JsonNode payload) implements Result {}

        /**
         * @param errorType the class of the exception, or such as {@code Sandbox.Timedout}
         * @param payload the error object that Lambda makes, as JSON
         */
        record Failed(String errorType, String payload) implements Result {}

        record Throttled() implements Result {}

        record NotFound() implements Result {}
    }
}
