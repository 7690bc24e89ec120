package farebox.local.lambda.stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * A tumbling window at work. Windows lie end to end from the epoch on.
 *
 * @param end exclusive
 * @param state what the function returned last, for its next invocation
 */
record TumblingWindow(Instant start, Instant end, ObjectNode state) {
    /** Lambda's bound on the state; a window that carries more is ended early. */
    private static final int MAX_STATE_CHARACTERS = 1 << 20;

    static TumblingWindow of(Instant created, Duration length) {
        Instant start =
                Instant.ofEpochMilli(created.toEpochMilli() - Math.floorMod(created.toEpochMilli(), length.toMillis()));
        return new TumblingWindow(start, start.plus(length), JsonNodeFactory.instance.objectNode());
    }

    /** A record with a time before the window is late, not lost: it counts here. */
    boolean takes(StreamChange entry) {
        return entry.created().isBefore(end);
    }

    TumblingWindow with(ObjectNode newState) {
        return new TumblingWindow(start, end, newState);
    }

    TumblingWindow fresh() {
        return with(JsonNodeFactory.instance.objectNode());
    }

    boolean carriesNothing() {
        return state.isEmpty();
    }

    boolean carriesTooMuch() {
        return state.toString().length() > MAX_STATE_CHARACTERS;
    }
}
