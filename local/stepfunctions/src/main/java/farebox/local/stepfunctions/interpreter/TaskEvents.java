package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskResource;
import java.time.Instant;

/** The events of a Task state; those of a function's own ARN have other names than those of the integrations. */
final class TaskEvents {
    private TaskEvents() {}

    static Frame scheduled(Run run, Frame frame, Instant now, TaskResource resource, JsonNode arguments) {
        ObjectNode details = describe(resource).put(function(resource) ? "input" : "parameters", arguments.toString());
        Frame scheduled = log(run, frame, now, resource, "Scheduled", details);
        return log(run, scheduled, now, resource, "Started", describe(resource));
    }

    static Frame submitted(Run run, Frame frame, Instant now, TaskResource resource, JsonNode output) {
        return log(run, frame, now, resource, "Submitted", describe(resource).put("output", output.toString()));
    }

    static Frame succeeded(Run run, Frame frame, Instant now, TaskResource resource, JsonNode output) {
        return log(run, frame, now, resource, "Succeeded", describe(resource).put("output", output.toString()));
    }

    static Frame failed(Run run, Frame frame, Instant now, TaskResource resource, TaskOutcome.Failed failure) {
        ObjectNode details = Details.withFailure(describe(resource), failure.error(), failure.cause());
        return log(run, frame, now, resource, "Failed", details);
    }

    static Frame timedOut(Run run, Frame frame, Instant now, TaskResource resource, String error) {
        return log(run, frame, now, resource, "TimedOut", describe(resource).put("error", error));
    }

    private static Frame log(
            Run run, Frame frame, Instant now, TaskResource resource, String what, ObjectNode details) {
        String type = (function(resource) ? "LambdaFunction" : "Task") + what;
        String member = Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
        return run.log(frame, now, type, Details.wrapped(member, details));
    }

    private static ObjectNode describe(TaskResource resource) {
        return function(resource)
                ? Details.none().put("resource", resource.arn())
                : Details.none()
                        .put("resourceType", resource.service())
                        .put("resource", resource.arn().substring(resource.arn().lastIndexOf(resource.action())));
    }

    private static boolean function(TaskResource resource) {
        return resource.action().equals(TaskResource.FUNCTION);
    }
}
