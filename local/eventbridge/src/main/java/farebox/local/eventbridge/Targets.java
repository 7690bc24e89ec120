package farebox.local.eventbridge;

import java.util.concurrent.CompletionStage;

/** Port: what rules and schedules send to. */
@FunctionalInterface
public interface Targets {
    /**
     * Sends without blocking the caller.
     *
     * @param arn of a function, a queue or a state machine
     * @param payload JSON, or the text of a message
     */
    CompletionStage<Outcome> send(String arn, String payload);

    /** Whether the target has taken what was sent; what it does with it is its own affair. */
    sealed interface Outcome {
        record Delivered() implements Outcome {}

        /** @param retryable whether it may be taken later */
        record Refused(String reason, boolean retryable) implements Outcome {}
    }
}
