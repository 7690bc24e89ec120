package farebox.local.sqs.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletionStage;

/** Port: the function behind a queue. */
@FunctionalInterface
public interface QueueFunction {
    CompletionStage<Result> invoke(JsonNode event);

    /** How an invocation ended. */
    sealed interface Result {
        /** @param payload of the response */
        record Returned(JsonNode payload) implements Result {}

        /** The function failed, timed out or was throttled. */
        record Failed(String message) implements Result {}
    }
}
