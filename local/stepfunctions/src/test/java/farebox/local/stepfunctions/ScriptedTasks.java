package farebox.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.local.stepfunctions.task.TaskIntegrations;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Services that answer as a test has said, by the action of the resource; without that, not until told. */
final class ScriptedTasks implements TaskIntegrations {
    private static final Set<String> UNSUPPORTED = Set.of("http:invoke");

    private final Map<String, BiFunction<TaskRequest, Integer, TaskOutcome>> scripts = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, CompletableFuture<TaskOutcome>> pending = new HashMap<>();
    private final List<TaskRequest> requests = new ArrayList<>();
    private final List<TaskRequest> stopped = new ArrayList<>();

    /** @param script of the request and of how often the action has been called before */
    ScriptedTasks on(String action, BiFunction<TaskRequest, Integer, TaskOutcome> script) {
        scripts.put(action, script);
        return this;
    }

    ScriptedTasks returns(String action, String json) {
        return on(action, (request, call) -> new TaskOutcome.Succeeded(Json.parse(json)));
    }

    /** Fails so often, and then returns its arguments. */
    ScriptedTasks fails(String action, int times, String error) {
        return on(
                action,
                (request, call) -> call < times
                        ? new TaskOutcome.Failed(error, "call " + call)
                        : new TaskOutcome.Succeeded(request.arguments()));
    }

    @Override
    public boolean supports(TaskResource resource) {
        return !UNSUPPORTED.contains(resource.qualifiedAction());
    }

    @Override
    public CompletionStage<TaskOutcome> start(TaskRequest request) {
        requests.add(request);
        String action = request.resource().action();
        BiFunction<TaskRequest, Integer, TaskOutcome> script = scripts.get(action);
        if (script == null) {
            return pending.computeIfAbsent(request.id(), id -> new CompletableFuture<>());
        }
        int call = calls.merge(action, 1, Integer::sum) - 1;
        return CompletableFuture.completedStage(script.apply(request, call));
    }

    @Override
    public void stop(TaskRequest request) {
        stopped.add(request);
    }

    /** Answers the last request. */
    void answer(TaskOutcome outcome) {
        CompletableFuture<TaskOutcome> answer = pending.get(requests.getLast().id());
        if (answer == null) {
            throw new IllegalStateException("the last request has been answered");
        }
        answer.complete(outcome);
    }

    List<TaskRequest> requests() {
        return requests;
    }

    List<JsonNode> arguments(String action) {
        return requests.stream()
                .filter(request -> request.resource().action().equals(action))
                .map(TaskRequest::arguments)
                .toList();
    }

    List<TaskRequest> stopped() {
        return stopped;
    }
}
