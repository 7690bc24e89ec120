package farebox.local.eventbridge;

import farebox.local.eventbridge.pattern.EventPattern;
import farebox.local.eventbridge.targets.TargetInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** @param text of the pattern, as it was given */
public record Rule(String name, String arn, String text, EventPattern pattern, boolean enabled, List<Target> targets) {
    public Rule {
        targets = List.copyOf(targets);
    }

    /**
     * @param id unique in the rule
     * @param arn of a function, a queue or a state machine
     * @param deadLetterArn of the queue for events that could not be delivered
     */
    public record Target(String id, String arn, TargetInput input, RetryPolicy retry, Optional<String> deadLetterArn) {}

    /** @param maxAge from the event's arrival on */
    public record RetryPolicy(int maxAttempts, Duration maxAge) {
        /** As EventBridge has it unless told otherwise. */
        public static final RetryPolicy DEFAULT = new RetryPolicy(185, Duration.ofHours(24));
    }

    Rule with(List<Target> changed) {
        return new Rule(name, arn, text, pattern, enabled, changed);
    }

    Rule enabled(boolean state) {
        return new Rule(name, arn, text, pattern, state, targets);
    }
}
