package farebox.local.lambda.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.lambda.InvokeOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Remembers its events; answers from a script, and when that is over with an empty state. */
final class ScriptedFunction implements StreamFunction {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> events = new ArrayList<>();
    private final Deque<InvokeOutcome> script = new ArrayDeque<>();

    ScriptedFunction answers(String json) {
        script.add(new InvokeOutcome.Answered(json.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    ScriptedFunction ends(InvokeOutcome outcome) {
        script.add(outcome);
        return this;
    }

    @Override
    public synchronized InvokeOutcome invoke(byte[] event) {
        try {
            events.add(JSON.readTree(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        InvokeOutcome next = script.poll();
        return next == null ? new InvokeOutcome.Answered("{\"state\":{}}".getBytes(StandardCharsets.UTF_8)) : next;
    }

    /** The sequence numbers of each event it saw. */
    synchronized List<String> batches() {
        return events.stream()
                .map(event -> String.join(",", event.path("Records").findValuesAsText("SequenceNumber")))
                .toList();
    }

    synchronized JsonNode lastEvent() {
        return events.getLast();
    }
}
