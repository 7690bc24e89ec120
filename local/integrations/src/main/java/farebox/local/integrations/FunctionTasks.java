package farebox.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import java.util.concurrent.CompletionStage;

/** {@code lambda:invoke}, and functions named by their own ARN, whose output is the payload alone. */
final class FunctionTasks {
    private final InvokedFunctions invokedFunctions;

    FunctionTasks(InvokedFunctions invokedFunctions) {
        this.invokedFunctions = invokedFunctions;
    }

    static boolean supports(TaskResource resource) {
        return resource.service().equals("lambda")
                && (resource.action().equals("invoke") || resource.action().equals(TaskResource.FUNCTION));
    }

    CompletionStage<TaskOutcome> start(TaskRequest request) {
        TaskResource resource = request.resource();
        if (resource.action().equals(TaskResource.FUNCTION)) {
            return invokedFunctions
                    .invoke(resource.arn(), request.arguments())
                    .thenApply(result -> outcome(result, false));
        }
        JsonNode payload = request.arguments().path("Payload");
        JsonNode given = payload.isMissingNode() ? JsonNodeFactory.instance.objectNode() : payload;
        return invokedFunctions
                .invoke(request.arguments().path("FunctionName").asText(), given)
                .thenApply(result -> outcome(result, true));
    }

    private static TaskOutcome outcome(InvokedFunctions.Result result, boolean wrapped) {
        return switch (result) {
            case InvokedFunctions.Result.Returned returned ->
                new TaskOutcome.Succeeded(wrapped ? response(returned.payload()) : returned.payload());
            case InvokedFunctions.Result.Failed failed -> new TaskOutcome.Failed(failed.errorType(), failed.payload());
            case InvokedFunctions.Result.Throttled throttled ->
                new TaskOutcome.Failed("Lambda.TooManyRequestsException", "Rate Exceeded.");
            case InvokedFunctions.Result.NotFound missing ->
                new TaskOutcome.Failed("Lambda.ResourceNotFoundException", "Function not found");
        };
    }

    private static ObjectNode response(JsonNode payload) {
        ObjectNode response = JsonNodeFactory.instance
                .objectNode()
                .put("ExecutedVersion", "$LATEST")
                .put("StatusCode", 200);
        return response.set("Payload", payload);
    }
}
