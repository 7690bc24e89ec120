package farebox.local.launcher.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.integrations.InvokedFunctions;
import farebox.local.lambda.InvokeOutcome;
import farebox.local.lambda.LocalLambda;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The functions of the local Lambda; what is invoked before they are there waits for them. */
final class LambdaFunctions implements InvokedFunctions {
    /** Longer than any function may run. */
    private static final Duration PATIENCE = Duration.ofMinutes(16);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> names;
    private final CompletableFuture<LocalLambda> lambda = new CompletableFuture<>();

    LambdaFunctions(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    void runOn(LocalLambda opened) {
        lambda.complete(opened);
    }

    @Override
    public CompletionStage<Result> invoke(String function, JsonNode payload) {
        String name = name(function);
        if (!names.contains(name)) {
            return CompletableFuture.completedStage(new Result.NotFound());
        }
        byte[] event = payload.toString().getBytes(StandardCharsets.UTF_8);
        return lambda.thenCompose(opened -> opened.submit(name, event, PATIENCE))
                .thenApply(LambdaFunctions::result);
    }

    /** Of a name or an ARN, with a version or alias or without. */
    private static String name(String function) {
        String name = function.replaceFirst("^arn:[^:]*:lambda:[^:]*:[^:]*:function:", "");
        return name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
    }

    private static Result result(InvokeOutcome outcome) {
        return switch (outcome) {
            case InvokeOutcome.Answered answered -> new Result.Returned(json(answered.payload()));
            case InvokeOutcome.FunctionError error ->
                new Result.Failed(error.type(), new String(error.payload(), StandardCharsets.UTF_8));
            case InvokeOutcome.TimedOut late ->
                failed(
                        "Sandbox.Timedout",
                        "Error: Task timed out after %d.00 seconds"
                                .formatted(late.after().toSeconds()));
            case InvokeOutcome.StillRunning running ->
                failed("Sandbox.Timedout", "Error: no response after " + running.waited());
            case InvokeOutcome.Crashed crashed -> failed("Runtime.ExitError", crashed.message());
            case InvokeOutcome.Throttled throttled -> new Result.Throttled();
            case InvokeOutcome.TooLarge large ->
                switch (large.direction()) {
                    case EVENT -> failed("RequestTooLargeException", "the event is larger than 6 MB");
                    case ANSWER -> failed("Function.ResponseSizeTooLarge", "the response is larger than 6 MB");
                };
        };
    }

    private static Result failed(String type, String message) {
        ObjectNode error = JSON.createObjectNode().put("errorType", type).put("errorMessage", message);
        return new Result.Failed(type, error.toString());
    }

    private static JsonNode json(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException e) {
            // Java's runtime serializes what a handler returns; only one that writes bytes itself can get here.
            return JSON.getNodeFactory().textNode(new String(payload, StandardCharsets.UTF_8));
        }
    }
}
