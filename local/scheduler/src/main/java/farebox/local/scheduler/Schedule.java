package farebox.local.scheduler;

import farebox.local.eventbridge.Rule.RetryPolicy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * @param expression as it was given
 * @param window the first and last time at which it runs
 * @param deleteAfterCompletion whether it is deleted after its last run
 */
public record Schedule(
        String name,
        String expression,
        ZoneId zone,
        Window window,
        boolean enabled,
        boolean deleteAfterCompletion,
        Target target) {
    /** Empty ends are open. */
    public record Window(Optional<Instant> start, Optional<Instant> end) {
        public static final Window OPEN = new Window(Optional.empty(), Optional.empty());
    }

    /** @param input with the variables of the service between angle brackets */
    public record Target(String arn, String input, RetryPolicy retry, Optional<String> deadLetterArn) {}
}
