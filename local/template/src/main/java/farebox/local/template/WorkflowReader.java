package farebox.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.template.Workflows.Queue;
import farebox.local.template.Workflows.Rule;
import farebox.local.template.Workflows.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads queues, and rules and schedules of the default bus and group. */
final class WorkflowReader {
    private static final Set<String> SCHEDULE_ONLY =
            Set.of("Name", "OmitName", "Description", "GroupName", "KmsKeyArn", "PermissionsBoundary");

    private WorkflowReader() {}

    static Queue queue(Section queue, String name) {
        queue.only(SupportedProperties.QUEUE);
        Map<String, String> attributes = new TreeMap<>();
        for (String attribute : SupportedProperties.QUEUE_ATTRIBUTES) {
            queue.maybeText(attribute).ifPresent(value -> attributes.put(attribute, value));
        }
        queue.maybeSection("RedrivePolicy")
                .ifPresent(policy -> attributes.put(
                        "RedrivePolicy",
                        NodeJson.fields(policy.only(Set.of("deadLetterTargetArn", "maxReceiveCount"))
                                        .fields())
                                .toString()));
        return new Queue(name, attributes);
    }

    static Rule rule(Section rule, String name) {
        rule.only(SupportedProperties.RULE);
        defaultOnly(rule, "EventBusName");
        List<JsonNode> targets = rule.sections("Targets").stream()
                .map(target -> target.only(SupportedProperties.RULE_TARGET))
                .<JsonNode>map(target -> NodeJson.fields(target.fields()))
                .toList();
        return new Rule(
                name,
                NodeJson.fields(rule.section("EventPattern").fields()).toString(),
                !rule.textOr("State", "ENABLED").equals("DISABLED"),
                targets);
    }

    static Schedule schedule(Section schedule, String name) {
        schedule.only(SupportedProperties.SCHEDULE);
        defaultOnly(schedule, "GroupName");
        ObjectNode request = NodeJson.fields(schedule.fields());
        return new Schedule(name, request.without(SCHEDULE_ONLY));
    }

    /**
     * The schedule that SAM makes of a function's event.
     *
     * @param target the ARN of the function
     */
    static Schedule schedule(Section event, String name, String target) {
        event.only(SupportedProperties.SCHEDULE_EVENT);
        ObjectNode request = NodeJson.fields(event.fields());
        ObjectNode sent = request.putObject("Target").put("Arn", target);
        for (String moved : List.of("Input", "RetryPolicy", "DeadLetterConfig", "RoleArn")) {
            if (request.has(moved)) {
                sent.set(moved, request.remove(moved));
            }
        }
        return new Schedule(event.textOr("Name", name), request.without(SCHEDULE_ONLY));
    }

    private static void defaultOnly(Section section, String field) {
        if (!section.textOr(field, "default").equals("default")) {
            throw section.problem(field, "the local emulator has only the one named default");
        }
    }
}
