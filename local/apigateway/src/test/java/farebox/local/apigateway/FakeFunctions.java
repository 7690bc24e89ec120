package farebox.local.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/** Functions that answer what a test tells them, and remember what they were called with. */
final class FakeFunctions implements Functions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Function<JsonNode, Outcome>> behaviours = new ConcurrentHashMap<>();
    private final Map<String, StreamedAnswer> streams = new ConcurrentHashMap<>();
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    record Call(String function, JsonNode event, Duration limit) {}

    private record ScriptedAnswer(Queue<byte[]> pieces, Outcome outcome) implements StreamedAnswer {
        @Override
        public Optional<byte[]> next() {
            return Optional.ofNullable(pieces.poll());
        }
    }

    @Override
    public Outcome invoke(String function, byte[] event, Duration limit) {
        JsonNode read = read(event);
        calls.add(new Call(function, read, limit));
        return behaviours.getOrDefault(function, any -> answered("{}")).apply(read);
    }

    @Override
    public StreamedAnswer stream(String function, byte[] event, Duration limit) {
        StreamedAnswer scripted = streams.get(function);
        return scripted == null ? whole(invoke(function, event, limit)) : scripted;
    }

    /** Of a function that does not stream. */
    private static StreamedAnswer whole(Outcome outcome) {
        Queue<byte[]> payload = new ArrayDeque<>();
        if (outcome instanceof Outcome.Answered(byte[] only)) {
            payload.add(only);
        }
        return new ScriptedAnswer(payload, outcome);
    }

    /** Pieces of one answer, and how the call ends behind them. */
    void streams(String function, Outcome outcome, String... scripted) {
        Stream.of(scripted).map(piece -> piece.getBytes(StandardCharsets.UTF_8)).forEach(pieces::add);
        streams.put(function, new ScriptedAnswer(pieces, outcome));
    }

    /** Pieces that no one has asked for yet. */
    List<String> unread() {
        return pieces.stream()
                .map(piece -> new String(piece, StandardCharsets.UTF_8))
                .toList();
    }

    void on(String function, Outcome outcome) {
        behaviours.put(function, event -> outcome);
    }

    void on(String function, String payload) {
        on(function, answered(payload));
    }

    void on(String function, Function<JsonNode, Outcome> behaviour) {
        behaviours.put(function, behaviour);
    }

    List<Call> calls(String function) {
        return calls.stream().filter(call -> call.function().equals(function)).toList();
    }

    JsonNode lastEvent(String function) {
        return calls(function).getLast().event();
    }

    static Outcome answered(String payload) {
        return new Outcome.Answered(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode read(byte[] event) {
        try {
            return JSON.readTree(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
