package farebox.metering.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.ApiDocumentation;
import farebox.http.Authenticator;
import farebox.http.FakeContext;
import farebox.http.Json;
import farebox.kernel.Amounts;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.TenantId;
import farebox.metering.Resource;
import farebox.metering.http.UsageRoutes;
import farebox.metering.memory.InMemoryUsageAggregates;
import farebox.metering.query.ReadUsage;
import farebox.metering.rollup.AggregateKey;
import farebox.metering.rollup.Resolution;
import farebox.metering.rollup.SequenceNumber;
import farebox.metering.rollup.ShardId;
import farebox.metering.rollup.UsageAggregates.Delta;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageHandlerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:31:17Z");
    private static final String ORGANIZATION = "usage-organization.json";

    private final InMemoryUsageAggregates aggregates = new InMemoryUsageAggregates();
    private final UsageHandler handler =
            new UsageHandler(UsageWiring.of(aggregates, Authenticator.authorizer(), InstantSource.fixed(NOW)));

    @BeforeEach
    void someUsage() {
        add("acme", "all-minilm-l6-v2", 2, 28);
        add("beta", "all-minilm-l6-v2", 1, 5);
        add("beta", "other", 4, 40);
    }

    @Test
    void routes_areDocumented() {
        ApiDocumentation.assertDocumented(
                new UsageRoutes(new ReadUsage(aggregates), new Json(), InstantSource.fixed(NOW)).routes().stream());
    }

    @Test
    void caller_readsItsOwnTenantWithEveryMeter() {
        JsonNode page = json(answer(event("usage-caller.json")));

        assertThat(page.path("object").asText()).isEqualTo("page");
        assertThat(page.path("has_more").asBoolean(true)).isFalse();
        assertThat(page.path("next_page").isNull()).isTrue();
        JsonNode bucket = only(page.path("data"));
        assertThat(bucket.path("object").asText()).isEqualTo("bucket");
        assertThat(bucket.path("start_time").asLong()).isEqualTo(1795305600);
        assertThat(bucket.path("end_time").asLong()).isEqualTo(1795392000);
        assertThat(only(bucket.path("results")).toString())
                .isEqualTo("{\"object\":\"usage.result\",\"calls\":2,\"input_tokens\":28,\"output_tokens\":0,"
                        + "\"input_bytes\":74,\"output_bytes\":2184,\"compute_ms\":4,"
                        + "\"meters\":{\"calls\":2,\"tokens_in\":28,\"bytes_in\":74,\"bytes_out\":2184,\"compute_ms\":4},"
                        + "\"project_id\":null,\"api_key_id\":null,\"model\":null}");
    }

    @Test
    void caller_readsMetersThatNoRequestHas() {
        addTraining("acme", 90);

        JsonNode data = json(answer(event("usage-caller-by-model.json"))).path("data");

        JsonNode training = data.get(10).path("results").get(1);
        assertThat(training.path("model").asText()).isEqualTo("churn");
        assertThat(training.path("calls").asLong(-1)).isZero();
        assertThat(training.path("meters").toString()).isEqualTo("{\"training_seconds\":90}");
    }

    @Test
    void organization_showsModelRequestsOnly() {
        addTraining("gamma", 90);

        JsonNode results = json(answer(with(event(ORGANIZATION), "group_by[]", "project_id")))
                .path("data")
                .get(10)
                .path("results");

        assertThat(results)
                .extracting(result -> result.path("project_id").asText())
                .containsExactly("acme", "beta");
    }

    @Test
    void caller_groupsAndFindsEmptyBuckets() {
        JsonNode data = json(answer(event("usage-caller-by-model.json"))).path("data");

        assertThat(data).hasSize(11);
        assertThat(data.get(0).path("results")).isEmpty();
        JsonNode result = only(data.get(10).path("results"));
        assertThat(result.path("model").asText()).isEqualTo("all-minilm-l6-v2");
        assertThat(result.path("api_key_id").asText()).isEqualTo("sample01");
        assertThat(result.path("project_id").isNull()).isTrue();
    }

    @Test
    void caller_seesNothingOfATenantItNames() {
        APIGatewayProxyRequestEvent event = with(event("usage-caller.json"), "project_ids[]", "beta");

        assertThat(only(json(answer(event)).path("data")).path("results")).isEmpty();
    }

    @Test
    void caller_anUnknownParameterIsNamed() {
        APIGatewayProxyResponseEvent response = answer(with(event("usage-caller.json"), "limits", "3"));

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(json(response).path("param").asText()).isEqualTo("limits");
    }

    @Test
    void admin_readsTheOrganisation() {
        JsonNode results =
                only(json(answer(event("usage-admin.json"))).path("data")).path("results");

        assertThat(results)
                .extracting(result -> result.path("project_id").asText() + " " + result.path("calls"))
                .containsExactly("acme 2", "beta 5");
    }

    @Test
    void organization_hasExactlyOpenAisShape() {
        JsonNode data = json(answer(event(ORGANIZATION))).path("data");

        assertThat(only(data.get(10).path("results")).toString())
                .isEqualTo("{\"object\":\"organization.usage.embeddings.result\",\"input_tokens\":73,"
                        + "\"num_model_requests\":7,\"user_id\":null,"
                        + "\"project_id\":null,\"api_key_id\":null,\"model\":null}");
    }

    @Test
    void organization_showsEveryRequestUnderOneKind() {
        addHour("generator", Amounts.of(Meter.CALLS, 2).with(Meter.TOKENS_IN, 9).with(Meter.TOKENS_OUT, 31));
        addHour("digits", Amounts.of(Meter.CALLS, 3).with(Meter.IMAGES, 8));
        addHour("speech", Amounts.of(Meter.CALLS, 1).with(Meter.AUDIO_MS, 2001));

        assertThat(amounts("completions")).containsExactly("organization.usage.completions.result", "9", "31", "2");
        assertThat(amounts("images")).containsExactly("organization.usage.images.result", "8", "3");
        assertThat(amounts("audio_transcriptions"))
                .containsExactly("organization.usage.audio_transcriptions.result", "3", "1");
        assertThat(amounts("embeddings")).containsExactly("organization.usage.embeddings.result", "73", "7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audio_speeches",
                "moderations",
                "decisions",
                "vector_stores",
                "code_interpreter_sessions",
                "file_search_calls",
                "web_search_calls"
            })
    void organization_hasEmptyBucketsOfWhatIsNotOffered(String kind) {
        JsonNode page = json(answer(kind(kind)));

        assertThat(page.path("object").asText()).isEqualTo("page");
        assertThat(page.path("data"))
                .hasSize(11)
                .allMatch(bucket -> bucket.path("results").isEmpty());
    }

    @Test
    void organization_anUnknownKindIs404AndNamesTheKinds() {
        APIGatewayProxyResponseEvent response = answer(kind("wishes"));

        assertThat(response.getStatusCode()).isEqualTo(404);
        assertThat(json(response).path("error").path("message").asText()).contains("wishes", "completions", "images");
    }

    @Test
    void organization_groupsAndFiltersByMinute() {
        JsonNode data = json(answer(event("usage-organization-grouped.json"))).path("data");

        assertThat(data).hasSize(632);
        assertThat(data.get(631).path("results"))
                .extracting(result -> result.path("project_id").asText() + " "
                        + result.path("model").asText() + " " + result.path("num_model_requests"))
                .containsExactly("acme all-minilm-l6-v2 2", "beta all-minilm-l6-v2 1");
    }

    @Test
    void organization_pagesUntilTheEnd() {
        APIGatewayProxyRequestEvent first = with(event(ORGANIZATION), "limit", "10");
        JsonNode page = json(answer(first));
        String cursor = page.path("next_page").asText();
        JsonNode last = json(answer(with(first, "page", cursor)));

        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(page.path("data")).hasSize(10);
        assertThat(last.path("has_more").asBoolean(true)).isFalse();
        assertThat(only(last.path("data")).path("start_time").asLong())
                .isEqualTo(page.path("data").get(9).path("end_time").asLong());
    }

    @Test
    void organization_aCallersClockMayBeALittleAhead() {
        APIGatewayProxyRequestEvent event =
                with(event(ORGANIZATION), "start_time", Long.toString(NOW.getEpochSecond() + 5));

        assertThat(json(answer(event)).path("data")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "usage-refused-caller.json, 403, ",
        "usage-refused-limit.json, 400, limit",
        "usage-refused-page.json, 400, page"
    })
    void errors_areInOpenAisShapeUnderItsPaths(String name, int status, String param) {
        APIGatewayProxyResponseEvent answer = answer(event(name));

        assertThat(answer.getStatusCode()).isEqualTo(status);
        JsonNode error = json(answer).path("error");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("param").asText(null)).isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource({"usage-refused-no-key.json, 401, ", "usage-refused-missing-start-time.json, 400, start_time"})
    void errors_areProblemsUnderOurPaths(String name, int status, String param) {
        APIGatewayProxyResponseEvent answer = answer(event(name));

        assertThat(answer.getStatusCode()).isEqualTo(status);
        assertThat(answer.getHeaders()).containsEntry("content-type", "application/problem+json");
        assertThat(json(answer).path("detail").asText()).isNotBlank();
        assertThat(json(answer).path("param").asText(null)).isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource({
        "start_time, now, start_time",
        "start_time, -1, start_time",
        "start_time, 99999999999, start_time",
        "end_time, 1795305600, end_time",
        "end_time, 1.5, end_time",
        "bucket_width, 1w, bucket_width",
        "limit, 0, limit",
        "limit, 1441, limit",
        "limit, ten, limit",
        "group_by[], project, group_by",
        "group_by, batch, group_by",
        "user_ids[], user-1, user_ids",
        "page, page_MTc5NTMwNTYwMQ, page",
        "page, page_MTc5NTMwMjAwMA, page",
        "page, '', page"
    })
    void aBadParameterIsNamed(String name, String value, String param) {
        APIGatewayProxyResponseEvent answer = answer(with(event(ORGANIZATION), name, value));

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").path("param").asText()).isEqualTo(param);
    }

    private void add(String tenant, String model, long calls, long tokens) {
        for (Resolution resolution : Resolution.values()) {
            AggregateKey key = new AggregateKey(
                    resolution,
                    resolution.startOf(NOW),
                    new TenantId(tenant),
                    Resource.model(model, "1"),
                    new KeyId("sample01"),
                    ShardId.SINGLE);
            Amounts used = new Amounts(Map.of(
                    Meter.CALLS, calls,
                    Meter.TOKENS_IN, tokens,
                    Meter.BYTES_IN, 74L,
                    Meter.BYTES_OUT, 2184L,
                    Meter.COMPUTE_MS, 4L));
            aggregates.add(key, delta(used));
        }
    }

    private List<String> amounts(String kind) {
        JsonNode result = only(json(answer(kind(kind))).path("data").get(10).path("results"));
        return result.valueStream()
                .filter(value -> !value.isNull())
                .map(JsonNode::asText)
                .toList();
    }

    private static APIGatewayProxyRequestEvent kind(String kind) {
        APIGatewayProxyRequestEvent event = event(ORGANIZATION);
        return event.withPath(event.getPath().replace("embeddings", kind)).withPathParameters(Map.of("kind", kind));
    }

    private void addHour(String model, Amounts amounts) {
        AggregateKey key = new AggregateKey(
                Resolution.HOUR,
                Resolution.HOUR.startOf(NOW),
                new TenantId("gamma"),
                Resource.model(model, "1"),
                new KeyId("sample01"),
                ShardId.SINGLE);
        aggregates.add(key, delta(amounts));
    }

    private void addTraining(String tenant, long seconds) {
        AggregateKey key = new AggregateKey(
                Resolution.HOUR,
                Resolution.HOUR.startOf(NOW),
                new TenantId(tenant),
                Resource.trainingJob("churn", "1"),
                new KeyId("sample01"),
                ShardId.SINGLE);
        aggregates.add(key, delta(Amounts.of(Meter.TRAINING_SECONDS, seconds)));
    }

    private static Delta delta(Amounts amounts) {
        return new Delta(amounts, new SequenceNumber("1"), new SequenceNumber("1"));
    }

    private APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event) {
        APIGatewayProxyResponseEvent response = handler.handleRequest(event, FakeContext.withTenSeconds());
        ApiDocumentation.assertDocumented(event, response);
        return response;
    }

    private static APIGatewayProxyRequestEvent event(String name) {
        return SampleEvents.read(APIGatewayProxyRequestEvent.class, name);
    }

    private static APIGatewayProxyRequestEvent with(APIGatewayProxyRequestEvent event, String name, String value) {
        event.getMultiValueQueryStringParameters().put(name, List.of(value));
        return event.withQueryStringParameters(Map.of());
    }

    private static JsonNode json(APIGatewayProxyResponseEvent answer) {
        return new Json().object(Base64.getDecoder().decode(answer.getBody()));
    }

    private static JsonNode only(JsonNode array) {
        assertThat(array).hasSize(1);
        return array.get(0);
    }
}
