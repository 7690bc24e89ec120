package farebox.local.sqs.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.sqs.Delivery;
import farebox.local.sqs.MessageQueue;
import farebox.local.sqs.Queues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueuePollerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Queues queues = new Queues(Delivery.inOrder());
    private final MessageQueue queue = queues.create("work", Map.of("VisibilityTimeout", "30"));
    private final List<List<String>> batches = new ArrayList<>();
    private final List<JsonNode> events = new ArrayList<>();

    private void start(EventSourceMapping mapping, Function<JsonNode, QueueFunction.Result> function) {
        QueueFunction recorded = event -> record(event, function);
        new QueuePoller(mapping, queue, recorded, queues.timers()).start();
    }

    private CompletionStage<QueueFunction.Result> record(
            JsonNode event, Function<JsonNode, QueueFunction.Result> function) {
        events.add(event);
        batches.add(StreamSupport.stream(event.get("Records").spliterator(), false)
                .map(each -> each.get("body").asText())
                .toList());
        return CompletableFuture.completedStage(function.apply(event));
    }

    private static QueueFunction.Result returned(String json) {
        try {
            return new QueueFunction.Result.Returned(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    @Test
    void batch_thatSucceeds_isDeleted() {
        start(EventSourceMapping.DEFAULT, event -> returned("null"));
        queues.send(queue, "a", "b");

        assertThat(batches).containsExactly(List.of("a"), List.of("b"));
        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void event_hasTheShapeOfTheService() {
        start(EventSourceMapping.DEFAULT, event -> returned("null"));
        queues.send(queue, "a");

        JsonNode first = events.getFirst().get("Records").get(0);
        assertThat(first.get("eventSource").asText()).isEqualTo("aws:sqs");
        assertThat(first.get("eventSourceARN").asText()).isEqualTo("arn:aws:sqs:us-east-1:000000000000:work");
        assertThat(first.get("awsRegion").asText()).isEqualTo("us-east-1");
        assertThat(first.at("/attributes/ApproximateReceiveCount").asText()).isEqualTo("1");
        assertThat(first.at("/attributes/SentTimestamp").asText()).isEqualTo("1772366400000");
        assertThat(first.get("md5OfBody").asText()).isEqualTo("0cc175b9c0f1b6a831c399e269772661");
    }

    @Test
    void batch_thatFails_comesBackAfterTheVisibilityTimeout() {
        start(EventSourceMapping.DEFAULT, event -> new QueueFunction.Result.Failed("timed out"));
        queues.send(queue, "a");

        queues.timers().advance(Duration.ofSeconds(60));

        assertThat(batches).containsExactly(List.of("a"), List.of("a"), List.of("a"));
    }

    @Test
    void window_fillsTheBatch() {
        start(new EventSourceMapping(3, Duration.ofSeconds(5), false, 1), event -> returned("null"));
        queues.send(queue, "a", "b", "c", "d");
        queues.timers().advance(Duration.ofSeconds(5));

        assertThat(batches).containsExactly(List.of("a", "b", "c"), List.of("d"));
    }

    /** Messages a and b in one batch; {0} is what the function returns, the identifiers replaced. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"batchItemFailures\": []}                              | ",
                "{}                                                       | ",
                "{\"batchItemFailures\": null}                            | ",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"$b\"}]}  | b",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"zz\"}]}  | a,b",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"\"}]}    | a,b",
                "{\"batchItemFailures\": [{\"wrong\": \"$b\"}]}           | a,b",
                "{\"batchItemFailures\": 7}                               | a,b",
            })
    void partialResponse_leavesWhatItNames(String response, String left) {
        queues.send(queue, "a", "b");
        start(
                new EventSourceMapping(10, Duration.ZERO, true, 1),
                event -> returned(response.replace(
                        "$b", event.get("Records").get(1).get("messageId").asText())));

        assertThat(String.join(
                        ",",
                        queue.messages().stream().map(message -> message.body()).toList()))
                .isEqualTo(left == null ? "" : left);
    }

    @Test
    void partialResponse_isNotReadWhereTheMappingDoesNotAskForIt() {
        queues.send(queue, "a");
        start(
                new EventSourceMapping(10, Duration.ZERO, false, 1),
                event -> returned("{\"batchItemFailures\": [{\"itemIdentifier\": \"zz\"}]}"));

        assertThat(queue.messages()).isEmpty();
    }
}
