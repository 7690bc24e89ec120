package farebox.local.sqs.mapping;

import java.time.Duration;

/**
 * @param batchSize the most messages of an event; a queue gives at most ten at a time
 * @param window how long a batch waits to be filled
 * @param reportsItemFailures whether the function's response names the messages that failed
 * @param concurrency invocations at once
 */
public record EventSourceMapping(int batchSize, Duration window, boolean reportsItemFailures, int concurrency) {
    /** As Lambda has it unless told otherwise, but for the concurrency. */
    public static final EventSourceMapping DEFAULT = new EventSourceMapping(10, Duration.ZERO, false, 2);
}
