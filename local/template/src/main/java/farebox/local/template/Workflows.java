package farebox.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What passes work on between functions; JSON is as the service's own API takes it. */
public record Workflows(List<Queue> queues, List<Rule> rules, List<Schedule> schedules, List<StateMachine> machines) {
    public Workflows {
        queues = List.copyOf(queues);
        rules = List.copyOf(rules);
        schedules = List.copyOf(schedules);
        machines = List.copyOf(machines);
    }

    /** @param attributes as CreateQueue takes them, such as {@code VisibilityTimeout} in seconds */
    public record Queue(String name, Map<String, String> attributes) {
        public Queue {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * A rule of the default event bus.
     *
     * @param pattern JSON
     * @param targets as PutTargets takes them
     */
    public record Rule(String name, String pattern, boolean enabled, List<JsonNode> targets) {
        public Rule {
            targets = List.copyOf(targets);
        }
    }

    /** @param request as CreateSchedule takes it */
    public record Schedule(String name, JsonNode request) {}

    /** @param definition in the Amazon States Language, with every substitution made */
    public record StateMachine(String name, String definition, String roleArn) {}
}
