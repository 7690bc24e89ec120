package farebox.batch.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import farebox.batch.Batch;
import farebox.batch.CreateBatch;
import farebox.batch.StartInvocation;
import farebox.batch.inference.EmbeddingsEndpoint;
import farebox.files.Purpose;
import farebox.http.Authenticator;
import farebox.http.FakeContext;
import farebox.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchesHandlerTest {
    private static final Path EVENTS = Path.of("..", "..", "events");

    private final BatchScenario bench = new BatchScenario();
    private final BatchesHandler handler = new BatchesHandler(BatchesWiring.of(
            new CreateBatch(
                    new CreateBatch.Stores(bench.files(), bench.records(), bench::start),
                    List.of(EmbeddingsEndpoint.PATH),
                    bench.clock(),
                    new Random(5)),
            new StartInvocation(
                    new StartInvocation.Stores(bench.records(), bench::start, bench.uploads()),
                    new StartInvocation.Buckets("uploads", "results"),
                    bench.clock(),
                    new Random(6)),
            bench.records(),
            Authenticator.authorizer(),
            bench.clock()));

    @Test
    void create_startsABatchThatCanBeRetrievedAndListed() {
        String file = file(Purpose.BATCH, BatchScenario.lines(3));

        JsonNode created = json(create(file, "{\"a\": \"b\"}"));
        bench.advance();
        JsonNode ended = json(answer("GET", "/v1/batches/" + created.path("id").asText()));

        assertThat(created.path("object").asText()).isEqualTo("batch");
        assertThat(created.path("status").asText()).isEqualTo("validating");
        assertThat(created.path("input_file_id").asText()).isEqualTo(file);
        assertThat(created.path("metadata").toString()).isEqualTo("{\"a\":\"b\"}");
        assertThat(created.path("expires_at").asLong()
                        - created.path("created_at").asLong())
                .isEqualTo(86_400);
        assertThat(ended.path("status").asText()).isEqualTo("completed");
        assertThat(ended.at("/request_counts/completed").asInt()).isEqualTo(3);
        assertThat(ended.path("output_file_id").asText()).startsWith("file-");
        assertThat(ended.path("error_file_id").isNull()).isTrue();
        assertThat(ended.path("errors").isNull()).isTrue();
        assertThat(ended.path("completed_at").asLong()).isPositive();
        assertThat(json(answer("GET", "/v1/batches")).path("data").get(0)).isEqualTo(ended);
    }

    @Test
    void fileThatIsNoBatch_showsItsErrorsByLine() {
        Batch batch = bench.run(BatchScenario.lines(1) + "{");

        JsonNode failed = json(answer("GET", "/v1/batches/" + batch.id()));

        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.at("/errors/object").asText()).isEqualTo("list");
        assertThat(failed.at("/errors/data/0/line").asInt()).isEqualTo(2);
        assertThat(failed.at("/errors/data/0/code").asText()).isEqualTo("invalid_json_line");
    }

    @Test
    void invocation_leavesTheBodyAtItsOutputLocationAndSaysSo() {
        bench.uploads().put("batches/acme/in.json", "e1", "{\"inputs\": \"a text\"}".getBytes(StandardCharsets.UTF_8));

        APIGatewayProxyResponseEvent response = invoke("mini", "s3://uploads/batches/acme/in.json", "first-1", "");
        bench.advance();

        assertThat(response.getStatusCode()).isEqualTo(202);
        assertThat(body(response).path("InferenceId").asText()).isEqualTo("first-1");
        assertThat(response.getHeaders())
                .containsEntry(
                        "x-amzn-sagemaker-outputlocation", "s3://results/async-invocations/acme/mini/first-1.out")
                .containsEntry(
                        "x-amzn-sagemaker-failurelocation",
                        "s3://results/async-invocations/acme/mini/first-1-error.out");
        assertThat(new String(object("async-invocations/acme/mini/first-1.out"), StandardCharsets.UTF_8))
                .startsWith("[")
                .endsWith("]");
        JsonNode event = new Json().object(bench.notifications().getLast().getBytes(StandardCharsets.UTF_8));
        assertThat(event.path("invocationStatus").asText()).isEqualTo("Completed");
        assertThat(event.path("inferenceId").asText()).isEqualTo("first-1");
        assertThat(event.at("/responseParameters/outputLocation").asText())
                .isEqualTo("s3://results/async-invocations/acme/mini/first-1.out");
        assertThat(bench.billedCalls()).isOne();
    }

    @Test
    void invocation_ofARowAsCsv_hasCsv() {
        bench.uploads().put("batches/acme/rows.csv", "e1", "1.5,2,red\n-1.5,2,\n".getBytes(StandardCharsets.UTF_8));

        invoke("plants", "s3://uploads/batches/acme/rows.csv", "rows", "text/csv");
        bench.advance();

        assertThat(object("async-invocations/acme/plants/rows.out"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("yes\nno\n");
    }

    @Test
    void invocation_thatTheModelRefuses_leavesTheErrorAtItsFailureLocation() {
        bench.uploads().put("batches/acme/in.json", "e1", "{}".getBytes(StandardCharsets.UTF_8));

        invoke("none", "s3://uploads/batches/acme/in.json", "x", "");
        bench.advance();

        JsonNode failure = new Json().object(object("async-invocations/acme/none/x-error.out"));
        assertThat(failure.path("message").asText()).contains("'none' does not exist");
        assertThat(failure.has("__type")).isTrue();
        assertThat(bench.objects().objects()).doesNotContainKey("async-invocations/acme/none/x.out");
        assertThat(bench.notifications()).last().asString().contains("\"Failed\"", "x-error.out");
        assertThat(bench.billedCalls()).isZero();
    }

    @Test
    void invocation_whoseTaskDies_leavesAFailureToo() {
        bench.uploads().put("batches/acme/in.json", "e1", "{}".getBytes(StandardCharsets.UTF_8));
        bench.before(task -> {
            if (task.path("task").asText().equals("split")) {
                throw new IllegalStateException("killed");
            }
        });

        invoke("mini", "s3://uploads/batches/acme/in.json", "x", "");
        bench.advance();

        assertThat(object("async-invocations/acme/mini/x-error.out"))
                .asString(StandardCharsets.UTF_8)
                .contains("ended with an error");
        assertThat(bench.notifications()).last().asString().contains("\"Failed\"");
    }

    @Test
    void invocation_ofTheSameId_isOneAndOfAnotherInputRefused() {
        bench.uploads().put("batches/acme/a.json", "e1", "{\"inputs\": \"a\"}".getBytes(StandardCharsets.UTF_8));
        bench.uploads().put("batches/acme/b.json", "e1", "{\"inputs\": \"b\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(invoke("mini", "s3://uploads/batches/acme/a.json", "x", "").getStatusCode())
                .isEqualTo(202);
        assertThat(invoke("mini", "s3://uploads/batches/acme/a.json", "x", "").getStatusCode())
                .isEqualTo(202);
        assertThat(invoke("mini", "s3://uploads/batches/acme/b.json", "x", "").getStatusCode())
                .isEqualTo(400);
        bench.advance();

        assertThat(bench.billedCalls()).isOne();
        assertThat(json(answer("GET", "/v1/batches")).path("data")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mini, s3://uploads/batches/other/in.json, x, '', 400",
        "mini, s3://elsewhere/batches/acme/in.json, x, '', 400",
        "mini, https://example.com/in.json, x, '', 400",
        "mini, s3://uploads/batches/acme/missing.json, x, '', 400",
        "mini, s3://uploads/batches/acme/in.json, not an id, '', 400",
        "mini, s3://uploads/batches/acme/in.json, x, text/html, 400",
        "Mini, s3://uploads/batches/acme/in.json, x, '', 404"
    })
    void invocation_thatCannotBeServed_isRefusedInTheFormOfSageMaker(
            String endpoint, String location, String id, String contentType, int status) {
        bench.uploads().put("batches/acme/in.json", "e1", "{}".getBytes(StandardCharsets.UTF_8));
        bench.uploads().put("batches/other/in.json", "e1", "{}".getBytes(StandardCharsets.UTF_8));

        APIGatewayProxyResponseEvent response = invoke(endpoint, location, id, contentType);

        assertThat(response.getStatusCode()).isEqualTo(status);
        assertThat(body(response).has("__type")).isTrue();
        assertThat(bench.executions()).isZero();
    }

    /** The headers that boto3 sends. */
    private APIGatewayProxyResponseEvent invoke(String endpoint, String location, String id, String contentType) {
        APIGatewayProxyRequestEvent event = event("POST", "/endpoints/" + endpoint + "/async-invocations");
        Map<String, List<String>> headers = new HashMap<>(Map.of(
                "X-Amzn-SageMaker-InputLocation", List.of(location),
                "X-Amzn-SageMaker-Inference-Id", List.of(id)));
        if (!contentType.isEmpty()) {
            headers.put("X-Amzn-SageMaker-Content-Type", List.of(contentType));
        }
        event.setMultiValueHeaders(headers);
        return answer(event);
    }

    private byte[] object(String key) {
        return bench.objects().objects().getOrDefault(key, new byte[0]);
    }

    private static JsonNode body(APIGatewayProxyResponseEvent response) {
        return new Json().object(Base64.getDecoder().decode(response.getBody()));
    }

    @Test
    void cancel_ofABatchThatHasEnded_changesNothing() {
        Batch batch = bench.run(BatchScenario.lines(1));

        assertThat(json(answer("POST", "/v1/batches/" + batch.id() + "/cancel"))
                        .path("status")
                        .asText())
                .isEqualTo("completed");
    }

    @Test
    void list_isInPages() {
        bench.run(BatchScenario.lines(1));
        bench.run(BatchScenario.lines(1));

        APIGatewayProxyRequestEvent event = event("GET", "/v1/batches");
        event.setMultiValueQueryStringParameters(Map.of("limit", List.of("1")));
        JsonNode first = json(answer(event));
        event.setMultiValueQueryStringParameters(Map.of(
                "limit", List.of("1"), "after", List.of(first.path("last_id").asText())));
        JsonNode second = json(answer(event));

        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(second.path("has_more").asBoolean()).isFalse();
        assertThat(second.path("data").get(0)).isNotEqualTo(first.path("data").get(0));
    }

    @Test
    void create_ofAFileForAnotherPurpose_isRefused() {
        assertThat(create(file(Purpose.FINE_TUNE, "x"), "null").getStatusCode()).isEqualTo(400);
    }

    @Test
    void create_withMetadataThatIsNone_isRefused() {
        String file = file(Purpose.BATCH, BatchScenario.lines(1));

        assertThat(create(file, "{\"a\": 1}").getStatusCode()).isEqualTo(400);
        assertThat(create(file, "[]").getStatusCode()).isEqualTo(400);
        assertThat(create(file, "null, \"output_expires_after\": {\"anchor\": \"created_at\", \"seconds\": 3600}")
                        .getStatusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "batches-refused-endpoint.json, 400",
        "batches-refused-window.json, 400",
        "batches-refused-unknown-file.json, 404",
        "batches-refused-other-tenants-batch.json, 404",
        "batches-refused-cancel-unknown.json, 404",
        "batches-refused-admin-key.json, 403"
    })
    void refusals_haveTheirStatus(String event, int status) {
        assertThat(answer(event(event)).getStatusCode()).isEqualTo(status);
    }

    private String file(Purpose purpose, String content) {
        return bench.files()
                .create(BatchScenario.ACME, purpose, "lines.jsonl", content.getBytes(StandardCharsets.UTF_8))
                .id()
                .value();
    }

    private APIGatewayProxyResponseEvent create(String file, String metadata) {
        APIGatewayProxyRequestEvent event = event("POST", "/v1/batches");
        event.setBody("{\"input_file_id\": \"%s\", \"endpoint\": \"/v1/embeddings\", ".formatted(file)
                + "\"completion_window\": \"24h\", \"metadata\": %s}".formatted(metadata));
        return answer(event);
    }

    private APIGatewayProxyResponseEvent answer(String method, String path) {
        return answer(event(method, path));
    }

    private APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event) {
        return handler.handleRequest(event, new FakeContext("1a2b3c", 15_000));
    }

    private static APIGatewayProxyRequestEvent event(String method, String path) {
        APIGatewayProxyRequestEvent event = event("batches-list.json");
        event.setHttpMethod(method);
        event.setPath(path);
        return event;
    }

    private static APIGatewayProxyRequestEvent event(String name) {
        try (InputStream json = Files.newInputStream(EVENTS.resolve(name))) {
            return LambdaEventSerializers.serializerFor(
                            APIGatewayProxyRequestEvent.class, BatchesHandlerTest.class.getClassLoader())
                    .fromJson(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(APIGatewayProxyResponseEvent response) {
        String text = new String(Base64.getDecoder().decode(response.getBody()), StandardCharsets.UTF_8);
        assertThat(response.getStatusCode()).as(text).isEqualTo(200);
        return new Json().object(text.getBytes(StandardCharsets.UTF_8));
    }
}
