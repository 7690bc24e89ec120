package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One workflow on its way: the state it is in, and how far that is.
 *
 * @param id that of the frame whose state started this one, a dot, and the number of the branch or iteration
 * @param input of the state
 * @param variables assigned in this workflow; those of the frames above can be read, too
 * @param steps states entered so far
 * @param retries used of each retrier of the state
 * @param lastEvent the id of the frame's last event in the history
 * @param item what a Map state's iteration is for
 */
record Frame(
        String id,
        String state,
        JsonNode input,
        Map<String, JsonNode> variables,
        Instant entered,
        int steps,
        List<Integer> retries,
        long lastEvent,
        Optional<Item> item,
        Phase phase) {
    static final String ROOT = "0";

    /**
     * @param source where the items came from, as the context object names it
     * @param count items in the batch; 1 without batches
     */
    record Item(int index, Optional<String> key, JsonNode value, String source, int count) {}

    boolean isRoot() {
        return id.equals(ROOT);
    }

    String parent() {
        return id.substring(0, id.lastIndexOf('.'));
    }

    /** The number of the branch or iteration. */
    int index() {
        return Integer.parseInt(id.substring(id.lastIndexOf('.') + 1));
    }

    String child(int index) {
        return id + "." + index;
    }

    int retryCount() {
        return retries.stream().mapToInt(Integer::intValue).sum();
    }

    Frame inState(String next, JsonNode nextInput, Instant now) {
        return new Frame(id, next, nextInput, variables, now, steps + 1, List.of(), lastEvent, item, new Phase.Ready());
    }

    /** Before its turn, with what it will be given then. */
    Frame pending(String first, JsonNode firstInput) {
        return new Frame(id, first, firstInput, variables, entered, steps, retries, lastEvent, item, phase);
    }

    Frame inPhase(Phase next) {
        return new Frame(id, state, input, variables, entered, steps, retries, lastEvent, item, next);
    }

    Frame assigned(Map<String, JsonNode> added) {
        Map<String, JsonNode> merged = new LinkedHashMap<>(variables);
        merged.putAll(added);
        return new Frame(id, state, input, merged, entered, steps, retries, lastEvent, item, phase);
    }

    Frame afterEvent(long event) {
        return new Frame(id, state, input, variables, entered, steps, retries, event, item, phase);
    }

    int retriesOf(int retrier) {
        return retrier < retries.size() ? retries.get(retrier) : 0;
    }

    Frame retried(int retrier) {
        List<Integer> counts = IntStream.range(0, Math.max(retries.size(), retrier + 1))
                .mapToObj(index -> retriesOf(index) + (index == retrier ? 1 : 0))
                .toList();
        return new Frame(id, state, input, variables, entered, steps, counts, lastEvent, item, phase);
    }
}
