package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import farebox.local.stepfunctions.task.TaskResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far a frame is in its state. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "phase")
@JsonSubTypes({
    @JsonSubTypes.Type(Phase.Pending.class),
    @JsonSubTypes.Type(Phase.Ready.class),
    @JsonSubTypes.Type(Phase.Sleeping.class),
    @JsonSubTypes.Type(Phase.Calling.class),
    @JsonSubTypes.Type(Phase.Branching.class),
    @JsonSubTypes.Type(Phase.Iterating.class),
    @JsonSubTypes.Type(Phase.Succeeded.class),
    @JsonSubTypes.Type(Phase.Failed.class)
})
sealed interface Phase {
    /** An iteration whose turn has not come. */
    record Pending() implements Phase {}

    /** Entered, and to be run. */
    record Ready() implements Phase {}

    /**
     * Until a Wait state is over, or until a retry.
     *
     * @param mark tells the timer that belongs to it from older ones
     */
    record Sleeping(Instant until, long mark) implements Phase {}

    /**
     * A service has been called.
     *
     * @param mark tells the outcome and the timers that belong to it from older ones
     * @param submitted whether the service has answered, so that only the token is waited for
     */
    record Calling(
            Purpose purpose,
            TaskResource resource,
            JsonNode arguments,
            long mark,
            Optional<String> token,
            boolean submitted,
            Deadlines deadlines,
            Transfer transfer)
            implements Phase {
        Calling afterSubmission() {
            return new Calling(purpose, resource, arguments, mark, token, true, deadlines, transfer);
        }

        Calling beaten(Instant now) {
            return new Calling(purpose, resource, arguments, mark, token, submitted, deadlines.beaten(now), transfer);
        }
    }

    enum Purpose {
        TASK,
        READ_ITEMS,
        WRITE_RESULTS
    }

    /** @param beat by when the next heartbeat must have come */
    record Deadlines(Optional<Instant> timeout, Optional<Duration> heartbeat, Optional<Instant> beat) {
        static final Deadlines NONE = new Deadlines(Optional.empty(), Optional.empty(), Optional.empty());

        static Deadlines of(Instant now, Optional<Duration> timeout, Optional<Duration> heartbeat) {
            return new Deadlines(timeout.map(now::plus), heartbeat, heartbeat.map(now::plus));
        }

        Deadlines beaten(Instant now) {
            return new Deadlines(timeout, heartbeat, heartbeat.map(now::plus));
        }
    }

    /**
     * What a Map state has listed so far, or has yet to write.
     *
     * @param result the state's result once all is written
     */
    record Transfer(ArrayNode items, List<JsonNode> requests, JsonNode result) {}

    /** @param open branches that have not ended */
    record Branching(int open) implements Phase {}

    /**
     * @param total iterations
     * @param started iterations so far
     * @param ended iterations so far
     * @param failed items so far
     * @param runId names the Map Run of a distributed Map state
     */
    record Iterating(MapLimits limits, int total, int started, int ended, int failed, String runId) implements Phase {
        Iterating afterStart() {
            return new Iterating(limits, total, started + 1, ended, failed, runId);
        }

        Iterating afterEnd(int failedItems) {
            return new Iterating(limits, total, started, ended + 1, failed + failedItems, runId);
        }
    }

    /** @param maxFailed failed items above which the state fails */
    record MapLimits(int maxConcurrency, int maxFailed) {}

    /** A branch or an iteration has ended, and its state has not. */
    record Succeeded(JsonNode output) implements Phase {}

    record Failed(String error, String cause) implements Phase {}
}
