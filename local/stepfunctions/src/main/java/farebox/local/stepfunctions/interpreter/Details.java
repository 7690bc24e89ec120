package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The details of history events, named as the API names them. */
final class Details {
    private Details() {}

    static ObjectNode none() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode executionStarted(Execution execution) {
        return wrapped(
                "executionStartedEventDetails",
                none().put("input", execution.input())
                        .put("roleArn", execution.origin().roleArn()));
    }

    static ObjectNode executionSucceeded(JsonNode output) {
        return wrapped("executionSucceededEventDetails", none().put("output", output.toString()));
    }

    static ObjectNode entered(String state, JsonNode input) {
        return wrapped("stateEnteredEventDetails", none().put("name", state).put("input", input.toString()));
    }

    static ObjectNode exited(String state, JsonNode output) {
        return wrapped("stateExitedEventDetails", none().put("name", state).put("output", output.toString()));
    }

    static ObjectNode length(int items) {
        return wrapped("mapStateStartedEventDetails", none().put("length", items));
    }

    /** @param event such as {@code mapIterationStarted} */
    static ObjectNode iteration(String event, String state, int index) {
        return wrapped(event + "EventDetails", none().put("name", state).put("index", index));
    }

    /** @param event such as {@code executionFailed} */
    static ObjectNode failure(String event, String error, String cause) {
        return wrapped(event + "EventDetails", withFailure(none(), error, cause));
    }

    static ObjectNode withFailure(ObjectNode details, String error, String cause) {
        if (!error.isEmpty()) {
            details.put("error", error);
        }
        if (!cause.isEmpty()) {
            details.put("cause", cause);
        }
        return details;
    }

    static ObjectNode wrapped(String member, ObjectNode details) {
        return none().set(member, details);
    }
}
