package farebox.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsService;
import farebox.local.sagemaker.TrainingJobs;
import farebox.local.stepfunctions.task.TaskIntegrations;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What Task states call. */
public final class ServiceTasks implements TaskIntegrations {
    /** The integrations that are made for their service; all others go through the SDK's form. */
    private static final Set<String> OPTIMIZED = Set.of(
            "dynamodb:getItem",
            "dynamodb:putItem",
            "dynamodb:updateItem",
            "dynamodb:deleteItem",
            "sqs:sendMessage",
            "events:putEvents");

    private final FunctionTasks functions;
    private final TrainingTasks training;
    private final TaskIntegrations objects;
    private final ServiceCalls services;
    private final Executor executor;

    /**
     * @param objects the calls of S3
     * @param services by the name that resources have for them, such as {@code dynamodb}
     * @param executor for calls, which block
     */
    public ServiceTasks(
            InvokedFunctions invokedFunctions,
            TrainingJobs jobs,
            TaskIntegrations objects,
            Map<String, AwsService> services,
            Executor executor) {
        this.functions = new FunctionTasks(invokedFunctions);
        this.training = new TrainingTasks(jobs);
        this.objects = objects;
        this.services = new ServiceCalls(services);
        this.executor = executor;
    }

    @Override
    public boolean supports(TaskResource resource) {
        if (resource.runsAJob()) {
            return TrainingTasks.supports(resource);
        }
        return FunctionTasks.supports(resource)
                || TrainingTasks.supports(resource)
                || objects.supports(resource)
                || supportsCall(resource);
    }

    @Override
    public CompletionStage<TaskOutcome> start(TaskRequest request) {
        TaskResource resource = request.resource();
        if (FunctionTasks.supports(resource)) {
            return functions.start(request);
        }
        if (TrainingTasks.supports(resource)) {
            return training.start(request);
        }
        if (objects.supports(resource)) {
            return objects.start(request);
        }
        return CompletableFuture.supplyAsync(() -> call(resource, request.arguments()), executor);
    }

    @Override
    public void stop(TaskRequest request) {
        if (TrainingTasks.supports(request.resource())) {
            training.stop(request);
        }
    }

    private boolean supportsCall(TaskResource resource) {
        boolean known = resource.service().startsWith("aws-sdk:") || OPTIMIZED.contains(resource.qualifiedAction());
        return known && services.supports(resource);
    }

    private TaskOutcome call(TaskResource resource, JsonNode arguments) {
        return switch (resource.qualifiedAction()) {
            case "events:putEvents" -> failedEntries(services.call(resource, withTexts(arguments, "Detail")));
            case "sqs:sendMessage" -> services.call(resource, withText(arguments, "MessageBody"));
            default -> services.call(resource, arguments);
        };
    }

    /** The optimized integrations take JSON where the service takes its text. */
    private static JsonNode withText(JsonNode arguments, String member) {
        ObjectNode changed = arguments.deepCopy();
        JsonNode value = changed.path(member);
        return value.isContainerNode() ? changed.put(member, value.toString()) : changed;
    }

    private static JsonNode withTexts(JsonNode arguments, String member) {
        ObjectNode changed = arguments.deepCopy();
        var entries = changed.putArray("Entries");
        arguments.path("Entries").forEach(entry -> entries.add(withText(entry, member)));
        return changed;
    }

    private static TaskOutcome failedEntries(TaskOutcome outcome) {
        return outcome instanceof TaskOutcome.Succeeded succeeded
                        && succeeded.output().path("FailedEntryCount").asInt() > 0
                ? new TaskOutcome.Failed(
                        "EventBridge.FailedEntry", succeeded.output().toString())
                : outcome;
    }
}
