package farebox.inference.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import farebox.http.BrokenStream;
import farebox.http.ResponseStream;
import farebox.inference.LetterModel;
import farebox.kernel.Meter;
import farebox.models.ModelCard;
import farebox.models.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A completion that is sent while it is generated, by a model that takes 60 ms for each token. */
final class StreamedCompletionTest {
    private static final Duration STEP = Duration.ofMillis(60);
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int PIECES = 7;
    private static final String BODY = """
            {"model": "slow", "messages": [{"role": "user", "content": "a"}], "max_tokens": 11, "temperature": 0,
             "stream": true, "stream_options": {"include_usage": true}%s}""";

    private final Function function = slow();

    private static Function slow() {
        Function function = new Function();
        function.models.add("slow", LetterModel.SPEC, LetterModel.GRAPH, card -> new SlowModel(card, function));
        return function;
    }

    @Test
    void theFirstToken_isSentAlone_andLaterOnesTogether() {
        Received received = stream(NEVER, "");

        assertThat(received.pieces).hasSize(PIECES);
        assertThat(received.pieces.getFirst()).contains("\"content\":\"b\"").doesNotContain("\"content\":\"c\"");
        assertThat(received.pieces.get(1)).contains("\"content\":\"c\"", "\"content\":\"d\"");
        assertThat(received.text()).endsWith("data: [DONE]\n\n");
        assertThat(received.content()).isEqualTo("bcdefghijkl");
        assertThat(received.headers)
                .containsEntry("content-type", "text/event-stream")
                .containsKeys("x-farebox-event");
    }

    @Test
    void aWholeStream_isBilledAsTheSameResponseInOne() {
        stream(NEVER, "");
        Function other = slow();

        APIGatewayProxyRequestEvent inOne = event("").withBody(BODY.formatted(""));
        other.answer(inOne);

        for (Meter meter : Meter.values()) {
            if (meter != Meter.COMPUTE_MS) {
                assertThat(function.billed(meter)).as(meter.name()).isEqualTo(other.billed(meter));
            }
        }
        assertThat(function.billed(Meter.CALLS)).isEqualTo(1);
        assertThat(function.billed(Meter.TOKENS_OUT)).isEqualTo(11);
        assertThat(function.billed(Meter.TOKENS_IN)).isEqualTo(1);
    }

    /** Whoever counts the tokens that arrived finds at most one piece more on the bill, and never one less. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void aStreamThatBreaksAtAPiece_isBilledForThePiecesThatWereDurable(int broken) {
        Received whole = new Received(NEVER);
        slow().stream(event(""), whole);

        assertThatThrownBy(() -> stream(broken, "")).isInstanceOf(BrokenStream.class);

        long sent = whole.tokens(broken);
        long durable = whole.tokens(broken + 1);
        assertThat(function.billed(Meter.TOKENS_OUT)).isBetween(sent, durable).isEqualTo(durable);
        assertThat(function.billed(Meter.CALLS)).isEqualTo(1);
        assertThat(function.billed(Meter.BYTES_OUT)).isEqualTo(whole.bytes(broken + 1));
        assertThat(function.models.leases()).isZero();
    }

    /** The order of the two is the point: at each piece, its usage is in the ledger already. */
    @Test
    void eachPiece_isDurableBeforeItIsSent() {
        List<Long> durable = new ArrayList<>();
        Received received = new Received(NEVER) {
            @Override
            public void write(byte[] bytes) {
                super.write(bytes);
                durable.add(function.billed(Meter.BYTES_OUT));
            }
        };

        function.stream(event(""), received);

        assertThat(durable).hasSize(PIECES);
        for (int piece = 0; piece < PIECES; piece++) {
            assertThat(durable.get(piece)).isEqualTo(received.bytes(piece + 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"'\"e\"', bcd", "'\"ef\"', bcd", "'\"ex\"', bcdefghijkl", "'\"kl\"', bcdefghij", "'\"lm\"', bcdefghijkl"
    })
    void aStopSequence_isNeverSent_evenInPart(String stop, String content) {
        Received received = stream(NEVER, ", \"stop\": " + stop);

        assertThat(received.content()).isEqualTo(content);
    }

    @Test
    void whatIsWrongWithTheRequest_isAnErrorWithItsStatus() {
        Received received = stream(NEVER, ", \"n\": 2");

        assertThat(received.status).isEqualTo(400);
        assertThat(received.text()).contains("\"param\":\"n\"");
        assertThat(function.billed()).isEmpty();
    }

    @Test
    void aKeyedStream_isReplayedByteForByte_andBilledOnce() {
        Received first = new Received(NEVER);
        Received second = new Received(NEVER);

        function.stream(keyed("aW5mZXJlbmNlLTkwMQ=="), first);
        function.stream(keyed("aW5mZXJlbmNlLTkwMg=="), second);

        assertThat(second.text()).isEqualTo(first.text()).contains("data: [DONE]");
        assertThat(second.headers).containsEntry("idempotent-replayed", "true");
        assertThat(function.billed(Meter.CALLS)).isEqualTo(1);
        assertThat(function.billed(Meter.TOKENS_OUT)).isEqualTo(11);
    }

    private Received stream(int broken, String more) {
        Received received = new Received(broken);
        function.stream(event(more), received);
        return received;
    }

    private static APIGatewayProxyRequestEvent event(String more) {
        return Function.event("inference-chat-stream")
                .withIsBase64Encoded(false)
                .withBody(BODY.formatted(more));
    }

    private static APIGatewayProxyRequestEvent keyed(String id) {
        APIGatewayProxyRequestEvent event = event("");
        Map<String, List<String>> headers = new HashMap<>(event.getMultiValueHeaders());
        headers.put("Idempotency-Key", List.of("k-1"));
        event.getRequestContext().setExtendedRequestId(id);
        return event.withMultiValueHeaders(headers);
    }

    /** What a client received until the connection broke. */
    private static class Received implements ResponseStream {
        private final int broken;
        private final List<String> pieces = new ArrayList<>();
        private final Map<String, String> headers = new HashMap<>();
        private int status;

        Received(int broken) {
            this.broken = broken;
        }

        @Override
        public void begin(int given, Map<String, String> all) {
            status = given;
            headers.putAll(all);
        }

        @Override
        public void write(byte[] bytes) {
            if (pieces.size() == broken) {
                throw new UncheckedIOException(new IOException("broken"));
            }
            pieces.add(new String(bytes, UTF_8));
        }

        String text() {
            return String.join("", pieces);
        }

        String content() {
            return text().lines()
                    .filter(line -> line.contains("\"content\":\""))
                    .map(line -> line.replaceAll(".*\"content\":\"([^\"]*)\".*", "$1"))
                    .collect(Collectors.joining());
        }

        /** Tokens whose text is in the first pieces. */
        long tokens(int count) {
            return pieces.stream()
                    .limit(count)
                    .flatMap(String::lines)
                    .filter(line -> line.contains("\"content\":\""))
                    .count();
        }

        long bytes(int count) {
            return pieces.stream().limit(count).mapToLong(String::length).sum();
        }
    }

    private static final class SlowModel extends LetterModel {
        private final Function function;

        SlowModel(ModelCard card, Function function) {
            super(card);
            this.function = function;
        }

        @Override
        public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
            function.clock.advance(STEP);
            return super.run(inputs, outputs);
        }
    }
}
