package farebox.local.lambda.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.lambda.InvokeOutcome;
import java.io.IOException;
import java.util.List;

/** What the function said about a batch. */
sealed interface StreamResponse {
    /**
     * The first so many records are done.
     *
     * @param done fewer than were sent if the function named one that failed
     * @param state for the next invocation of the window; empty without windows
     */
    record Done(int done, ObjectNode state) implements StreamResponse {}

    /** Nothing is done, and why. */
    record Failed(String reason) implements StreamResponse {}

    static StreamResponse of(InvokeOutcome outcome, List<StreamChange> batch, StreamMapping mapping) {
        return switch (outcome) {
            case InvokeOutcome.Answered(byte[] payload) -> Reading.read(payload, batch, mapping);
            case InvokeOutcome.FunctionError error -> new Failed(error.type() + ": " + error.message());
            case InvokeOutcome.TimedOut timedOut -> new Failed(timedOut.toString());
            case InvokeOutcome.Crashed crashed -> new Failed(crashed.message());
            case InvokeOutcome.Throttled throttled -> new Failed(throttled.toString());
            case InvokeOutcome.TooLarge tooLarge -> new Failed(tooLarge.toString());
            case InvokeOutcome.StillRunning running -> new Failed(running.toString());
        };
    }

    /** Reads an answer by Lambda's rules: what is malformed fails the whole batch. */
    final class Reading {
        private static final ObjectMapper JSON = new ObjectMapper();

        private Reading() {}

        private static StreamResponse read(byte[] payload, List<StreamChange> batch, StreamMapping mapping) {
            try {
                JsonNode answer = JSON.readTree(payload);
                if (mapping.hasWindows() && !answer.path("state").isObject()) {
                    return new Failed("a function with a window must return its state");
                }
                int done = mapping.reportsItemFailures() ? done(answer, batch) : batch.size();
                return done < 0
                        ? new Failed("batchItemFailures names a record that was not sent")
                        : new Done(done, state(answer));
            } catch (IOException e) {
                return new Failed("the answer is not JSON");
            }
        }

        /** How many come before the first that failed; negative if the answer makes no sense. */
        private static int done(JsonNode answer, List<StreamChange> batch) {
            List<String> sequences = batch.stream().map(StreamChange::sequence).toList();
            int done = batch.size();
            for (JsonNode failure : answer.path("batchItemFailures")) {
                done = Math.min(
                        done, sequences.indexOf(failure.path("itemIdentifier").asText("")));
            }
            return done;
        }

        private static ObjectNode state(JsonNode answer) {
            return answer.path("state") instanceof ObjectNode state ? state : JsonNodeFactory.instance.objectNode();
        }
    }
}
