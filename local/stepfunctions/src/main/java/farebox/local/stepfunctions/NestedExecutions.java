package farebox.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.host.ServiceException;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.task.TaskIntegrations;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import farebox.local.stepfunctions.task.TaskResource.Integration;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** {@code states:startExecution}, which needs no other service; all else goes to the other integrations. */
final class NestedExecutions implements TaskIntegrations {
    private static final String START = "states:startExecution";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TaskIntegrations others;
    private final Supplier<Executions> executions;

    /** @param executions which exist only after the engine that calls this */
    NestedExecutions(TaskIntegrations others, Supplier<Executions> executions) {
        this.others = others;
        this.executions = executions;
    }

    @Override
    public boolean supports(TaskResource resource) {
        return nested(resource) || others.supports(resource);
    }

    @Override
    public CompletionStage<TaskOutcome> start(TaskRequest request) {
        return nested(request.resource()) ? startExecution(request) : others.start(request);
    }

    @Override
    public void stop(TaskRequest request) {
        if (!nested(request.resource())) {
            others.stop(request);
            return;
        }
        JsonNode arguments = request.arguments();
        String machine = arguments.path("StateMachineArn").asText();
        executions
                .get()
                .stop(
                        machine.replace(":stateMachine:", ":execution:") + ":" + name(request),
                        "",
                        "The state that waits for this execution has ended");
    }

    private CompletionStage<TaskOutcome> startExecution(TaskRequest request) {
        Execution execution;
        try {
            execution = started(request);
        } catch (ServiceException e) {
            return CompletableFuture.completedStage(
                    new TaskOutcome.Failed("StepFunctions." + e.code() + "Exception", e.message()));
        }
        boolean json = request.resource().integration() == Integration.SYNC_2;
        return request.resource().runsAJob()
                ? executions.get().end(execution.arn()).thenApply(ended -> outcome(ended, json))
                : CompletableFuture.completedStage(new TaskOutcome.Succeeded(JSON.createObjectNode()
                        .put("ExecutionArn", execution.arn())
                        .put("StartDate", execution.start().toString())));
    }

    /** After a restart the execution of this name may run or have ended, and is not started again. */
    private Execution started(TaskRequest request) {
        JsonNode arguments = request.arguments();
        String machine = arguments.path("StateMachineArn").asText();
        JsonNode input = arguments.path("Input");
        String text = input.isMissingNode() ? "{}" : input.isTextual() ? input.asText() : input.toString();
        try {
            return executions.get().start(machine, name(request), text);
        } catch (ServiceException e) {
            if (request.resumed() && e.code().equals("ExecutionAlreadyExists")) {
                return executions.get().get(machine.replace(":stateMachine:", ":execution:") + ":" + name(request));
            }
            throw e;
        }
    }

    private static String name(TaskRequest request) {
        return request.arguments()
                .path("Name")
                .asText(UUID.nameUUIDFromBytes(request.id().getBytes(StandardCharsets.UTF_8))
                        .toString());
    }

    private static TaskOutcome outcome(Execution execution, boolean json) {
        ObjectNode described = described(execution, json);
        return execution.status() == Execution.Status.SUCCEEDED
                ? new TaskOutcome.Succeeded(described)
                : new TaskOutcome.Failed("States.TaskFailed", described.toString());
    }

    private static ObjectNode described(Execution execution, boolean json) {
        ObjectNode described = JSON.createObjectNode()
                .put("ExecutionArn", execution.arn())
                .put("Name", execution.origin().name())
                .put("StateMachineArn", execution.origin().stateMachineArn())
                .put("Status", execution.status().name())
                .put("StartDate", execution.start().toEpochMilli());
        described.set("Input", value(execution.input(), json));
        execution.end().ifPresent(end -> {
            described.put("StopDate", end.stop().toEpochMilli());
            end.output().ifPresent(output -> described.set("Output", value(output, json)));
            end.error().ifPresent(error -> described.put("Error", error));
            end.cause().ifPresent(cause -> described.put("Cause", cause));
        });
        return described;
    }

    private static JsonNode value(String text, boolean json) {
        try {
            return json ? JSON.readTree(text) : JSON.getNodeFactory().textNode(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an execution's input and output are JSON", e);
        }
    }

    private static boolean nested(TaskResource resource) {
        return resource.qualifiedAction().equals(START);
    }
}
