package farebox.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.kernel.InvalidRequest;
import farebox.kernel.RequestId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiGatewayEventsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final FakeContext CONTEXT = new FakeContext("lambda-id", 10_000);

    @Test
    void request_standsEventsInWhichEverythingMayBeNull() {
        HttpRequest request = read(new APIGatewayProxyRequestEvent().withHttpMethod("GET"));

        assertThat(request.path()).isEqualTo("/");
        assertThat(request.body()).isEmpty();
        assertThat(request.headers()).isEmpty();
        assertThat(request.query()).isEmpty();
        assertThat(request.authorizer()).isEmpty();
        assertThat(request.id()).isEqualTo(new RequestId("lambda-id"));
    }

    @Test
    void request_takesTheIdThatNoClientCanChoose() {
        ProxyRequestContext context = new ProxyRequestContext();
        context.setRequestId("chosen-by-the-client");
        context.setExtendedRequestId("chosen-by-the-gateway=");

        assertThat(read(event("GET", "/").withRequestContext(context)).id())
                .isEqualTo(new RequestId("chosen-by-the-gateway="));
    }

    @Test
    void request_leavesTimeForTheWayBack() {
        assertThat(read(event("GET", "/")).deadline().at()).isEqualTo("2026-01-01T00:00:09.800Z");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models/a%2Fb, /v1/models/a/b",
        "/v1/models/a/b, /v1/models/a/b",
        "/v1/models/a%252Fb, /v1/models/a%2Fb",
        "/v1/models/a+b, /v1/models/a+b",
        "/v2/models/m%40canary, /v2/models/m@canary",
    })
    void request_decodesThePathOnce(String sent, String read) {
        assertThat(read(event("GET", sent)).path()).isEqualTo(read);
    }

    @Test
    void request_refusesABrokenEscape() {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> read(event("GET", "/v1/models/%zz")));
    }

    @Test
    void request_undoesBase64AndContentEncoding() {
        byte[] packed = ContentCoding.GZIP.encode("{}".getBytes(UTF_8));

        HttpRequest request = read(event("POST", "/")
                .withHeaders(Map.of("Content-Encoding", "gzip"))
                .withIsBase64Encoded(true)
                .withBody(Base64.getEncoder().encodeToString(packed)));

        assertThat(request.body()).asString(UTF_8).isEqualTo("{}");
    }

    @Test
    void request_takesAPlainBodyAsUtf8() {
        assertThat(read(event("POST", "/").withBody("{\"a\":\"ä\"}")).body())
                .asString(UTF_8)
                .isEqualTo("{\"a\":\"ä\"}");
    }

    @Test
    void request_refusesABodyThatIsNotTheBase64ItClaims() {
        APIGatewayProxyRequestEvent event =
                event("POST", "/").withIsBase64Encoded(true).withBody("{}");

        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> read(event));
    }

    @Test
    void request_keepsEveryValueOfARepeatedParameter() {
        HttpRequest request = read(event("GET", "/")
                .withQueryStringParameters(Map.of("limit", "2", "group_by", "b"))
                .withMultiValueQueryStringParameters(Map.of("limit", List.of("2"), "group_by", List.of("a", "b"))));

        assertThat(request.query("limit")).contains("2");
        assertThat(request.queryAll("group_by")).containsExactly("a", "b");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> request.query("group_by"))
                .satisfies(error -> assertThat(error.param()).contains("group_by"));
    }

    @Test
    void request_readsSingleValuesWhereOnlyTheyAreGiven() {
        assertThat(read(event("GET", "/").withQueryStringParameters(Map.of("limit", "2")))
                        .query("limit"))
                .contains("2");
    }

    @Test
    void request_findsBracketedParametersUnderTheirName() {
        assertThat(read(event("GET", "/")
                                .withMultiValueQueryStringParameters(Map.of("group_by[]", List.of("model", "tenant"))))
                        .queryAll("group_by"))
                .containsExactly("model", "tenant");
    }

    @Test
    void request_lowersHeaderNames() {
        assertThat(read(event("GET", "/").withHeaders(Map.of("X-Api-Key", "k"))).header("x-api-key"))
                .contains("k");
    }

    @Test
    void request_keepsEveryValueOfARepeatedHeader() {
        HttpRequest request = read(event("GET", "/")
                .withHeaders(Map.of("x-api-key", "last"))
                .withMultiValueHeaders(Map.of("X-Api-Key", List.of("first"), "x-api-key", List.of("last", "last"))));

        assertThat(request.headers().get("x-api-key")).containsExactlyInAnyOrder("first", "last", "last");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> request.header("x-api-key"))
                .withMessageContaining("x-api-key");
    }

    @Test
    void request_takesAHeaderThatIsRepeatedWithTheSameValue() {
        assertThat(read(event("GET", "/").withMultiValueHeaders(Map.of("A", List.of("x", "x"))))
                        .header("a"))
                .contains("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%C0%AF", "/%E0%80%AF", "/%ED%A0%80", "/%F4%90%80%80", "/%FF", "/%", "/%4", "/%+1"})
    void request_rejectsAPathThatIsNotUtf8(String path) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> read(event("GET", path)));
    }

    @Test
    void requireOnlyQuery_namesAnUnknownParameter() {
        HttpRequest request = read(event("GET", "/u")
                .withMultiValueQueryStringParameters(Map.of("models[]", List.of("m"), "limits", List.of("2"))));

        request.requireOnlyQuery(Set.of("limits", "models"));
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> request.requireOnlyQuery(Set.of("limit", "models")))
                .withMessage("/u has no such query parameter; it has limit, models")
                .satisfies(error -> assertThat(error.param()).contains("limits"));
    }

    @Test
    void response_isBase64() {
        APIGatewayProxyResponseEvent response = ApiGatewayEvents.response(HttpResponse.json(200, "{}".getBytes(UTF_8)));

        assertThat(response.getIsBase64Encoded()).isTrue();
        assertThat(response.getBody()).isEqualTo("e30=");
    }

    @Test
    void response_withTheLongestBodyFitsIntoWhatLambdaReturns() {
        HttpResponse binary = HttpResponse.of(200, "application/octet-stream", new byte[HttpResponse.MAX_BODY]);

        assertThat(binary.fits()).isTrue();
        assertThat(ApiGatewayEvents.response(binary).getBody().length())
                .isBetween(6_000_000, 6 * 1024 * 1024 - 64 * 1024);
        assertThat(binary.with(new byte[HttpResponse.MAX_BODY + 1]).fits()).isFalse();
    }

    @Test
    void response_returnsJsonThatIsTooLongForBase64AsText() {
        HttpResponse longest =
                HttpResponse.json(200, "1".repeat(HttpResponse.MAX_TEXT).getBytes(UTF_8));
        HttpResponse escaped = HttpResponse.json(200, ("\"" + "1".repeat(HttpResponse.MAX_TEXT - 1)).getBytes(UTF_8));

        assertThat(longest.fits()).isTrue();
        assertThat(ApiGatewayEvents.response(longest).getIsBase64Encoded()).isFalse();
        assertThat(ApiGatewayEvents.response(longest).getBody()).hasSize(HttpResponse.MAX_TEXT);
        assertThat(escaped.fits()).isFalse();
    }

    private static APIGatewayProxyRequestEvent event(String method, String path) {
        return new APIGatewayProxyRequestEvent().withHttpMethod(method).withPath(path);
    }

    private static HttpRequest read(APIGatewayProxyRequestEvent event) {
        return ApiGatewayEvents.request(event, CONTEXT, CLOCK);
    }
}
