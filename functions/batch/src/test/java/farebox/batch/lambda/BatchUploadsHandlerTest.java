package farebox.batch.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import farebox.batch.StartUploadedBatch;
import farebox.http.FakeContext;
import farebox.http.Json;
import farebox.kernel.PlanName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BatchUploadsHandlerTest {
    private static final String KEY = "batches/acme/mini/folder/x.jsonl";
    private static final String RESULTS = "batches/acme/mini/folder/x/";

    private final BatchScenario bench = new BatchScenario();
    private final BatchUploadsHandler handler = new BatchUploadsHandler(new StartUploadedBatch(
            new StartUploadedBatch.Stores(
                    bench.records(),
                    bench::start,
                    tenant -> tenant.equals(BatchScenario.ACME)
                            ? Optional.of(new PlanName("standard"))
                            : Optional.empty()),
            "/v1/embeddings",
            bench.clock()));

    @Test
    void upload_isServedUnderItsPathInTheResults() {
        upload(KEY, """
                {"custom_id":"a","input":"one"}
                {"custom_id":"b","input":["two","three"]}
                {"custom_id":"c","input":7}
                """);

        assertThat(handle(message("1", KEY, "e1"))).isEmpty();
        bench.advance();

        List<JsonNode> output = BatchScenario.parsed(result("output.jsonl"));
        assertThat(output).extracting(line -> line.path("custom_id").asText()).containsExactly("a", "b");
        assertThat(output.get(1).at("/response/body/data")).hasSize(2);
        assertThat(BatchScenario.parsed(result("errors.jsonl")))
                .singleElement()
                .satisfies(line ->
                        assertThat(line.at("/response/status_code").asInt()).isEqualTo(400));
        JsonNode summary = new Json().object(result("summary.json"));
        assertThat(summary.path("request_counts"))
                .isEqualTo(new Json()
                        .object("{\"total\":3,\"completed\":2,\"failed\":1}".getBytes(StandardCharsets.UTF_8)));
        assertThat(bench.billedCalls()).isEqualTo(2);
    }

    @Test
    void eventsOfTheSameState_areOneBatchInWhateverOrderTheyCome() {
        upload(KEY, "{\"custom_id\":\"a\",\"input\":\"one\"}");
        List<SQSEvent.SQSMessage> messages = new ArrayList<>();
        for (int copy = 0; copy < 200; copy++) {
            messages.add(message("m" + copy, KEY, "e" + copy % 4));
        }
        Collections.shuffle(messages, new Random(1));

        assertThat(handle(messages.toArray(SQSEvent.SQSMessage[]::new))).isEmpty();
        bench.advance();

        assertThat(bench.executions()).isEqualTo(4);
        assertThat(bench.billedCalls()).isEqualTo(4);
    }

    @Test
    void objectThatIsNoBatch_isLeftAlone() {
        assertThat(handle(
                        message("1", "batches/acme/mini/readme.txt", "e"),
                        message("2", "batches/acme/x.jsonl", "e"),
                        message("3", "batches/acme/MINI/x.jsonl", "e")))
                .isEmpty();
        assertThat(bench.executions()).isZero();
    }

    @Test
    void uploadOfAnUnknownTenant_isRepeatedByItself() {
        upload(KEY, "{\"custom_id\":\"a\",\"input\":\"one\"}");

        assertThat(handle(message("1", "batches/nobody/mini/x.jsonl", "e"), message("2", KEY, "e")))
                .containsExactly("1");
        assertThat(bench.executions()).isOne();
    }

    @Test
    void messageThatIsNoEvent_isRepeatedByItself() {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId("1");
        message.setBody("{");

        assertThat(handle(message)).containsExactly("1");
    }

    @Test
    void uploadThatIsNoBatch_saysSoInItsSummary() {
        upload(KEY, "{\"custom_id\":\"a\"}");

        handle(message("1", KEY, "e1"));
        bench.advance();

        JsonNode summary = new Json().object(result("summary.json"));
        assertThat(summary.path("status").asText()).isEqualTo("failed");
        assertThat(summary.path("errors").get(0).asText()).startsWith("line 1: input is required");
    }

    @Test
    void uploadThatIsGone_saysSoInItsSummary() {
        handle(message("1", KEY, "e1"));
        bench.advance();

        assertThat(new Json()
                        .object(result("summary.json"))
                        .path("errors")
                        .get(0)
                        .asText())
                .contains("replaced or deleted");
    }

    private void upload(String key, String content) {
        bench.contents().put(key, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] result(String name) {
        return bench.objects().objects().getOrDefault(RESULTS + name, new byte[0]);
    }

    private List<String> handle(SQSEvent.SQSMessage... messages) {
        SQSEvent event = new SQSEvent();
        event.setRecords(Arrays.asList(messages));
        return handler.handleRequest(event, new FakeContext("1a2b3c", 15_000)).getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static SQSEvent.SQSMessage message(String id, String key, String etag) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId(id);
        message.setBody("{\"detail-type\":\"Object Created\",\"detail\":{\"bucket\":{\"name\":\"uploads\"},"
                + "\"object\":{\"key\":\"%s\",\"etag\":\"%s\",\"sequencer\":\"00\"}}}".formatted(key, etag));
        return message;
    }
}
