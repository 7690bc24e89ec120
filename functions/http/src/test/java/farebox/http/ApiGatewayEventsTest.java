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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiGatewayEventsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final FakeContext CONTEXT = new FakeContext("lambda-id", 10_000);

    @Test
    void call_standsEventsInWhichEverythingMayBeNull() {
        HttpRequest request = read(new APIGatewayProxyRequestEvent().withHttpMethod("GET"));

        assertThat(request.path()).isEqualTo("/");
        assertThat(request.body()).isEmpty();
        assertThat(request.headers()).isEmpty();
        assertThat(request.query()).isEmpty();
        assertThat(request.authorizer()).isEmpty();
        assertThat(request.id()).isEqualTo(new RequestId("lambda-id"));
    }

    @Test
    void call_takesTheIdThatNoClientCanChoose() {
        ProxyRequestContext context = new ProxyRequestContext();
        context.setRequestId("chosen-by-the-client");
        context.setExtendedRequestId("chosen-by-the-gateway=");

        assertThat(read(event("GET", "/").withRequestContext(context)).id())
                .isEqualTo(new RequestId("chosen-by-the-gateway="));
    }

    @Test
    void call_leavesTimeForTheWayBack() {
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
    void call_decodesThePathOnce(String sent, String read) {
        assertThat(read(event("GET", sent)).path()).isEqualTo(read);
    }

    @Test
    void call_refusesABrokenEscape() {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> read(event("GET", "/v1/models/%zz")));
    }

    @Test
    void call_undoesBase64AndContentEncoding() {
        byte[] packed = ContentCoding.GZIP.encode("{}".getBytes(UTF_8));

        HttpRequest request = read(event("POST", "/")
                .withHeaders(Map.of("Content-Encoding", "gzip"))
                .withIsBase64Encoded(true)
                .withBody(Base64.getEncoder().encodeToString(packed)));

        assertThat(request.body()).asString(UTF_8).isEqualTo("{}");
    }

    @Test
    void call_takesAPlainBodyAsUtf8() {
        assertThat(read(event("POST", "/").withBody("{\"a\":\"ä\"}")).body())
                .asString(UTF_8)
                .isEqualTo("{\"a\":\"ä\"}");
    }

    @Test
    void call_refusesABodyThatIsNotTheBase64ItClaims() {
        APIGatewayProxyRequestEvent event =
                event("POST", "/").withIsBase64Encoded(true).withBody("{}");

        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> read(event));
    }

    @Test
    void call_keepsEveryValueOfARepeatedParameter() {
        HttpRequest request = read(event("GET", "/")
                .withQueryStringParameters(Map.of("limit", "2", "group_by", "b"))
                .withMultiValueQueryStringParameters(Map.of("limit", List.of("2"), "group_by", List.of("a", "b"))));

        assertThat(request.query("limit")).contains("2");
        assertThat(request.queryAll("group_by")).containsExactly("a", "b");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> request.query("group_by"))
                .satisfies(refusal -> assertThat(refusal.param()).contains("group_by"));
    }

    @Test
    void call_readsSingleValuesWhereOnlyTheyAreGiven() {
        assertThat(read(event("GET", "/").withQueryStringParameters(Map.of("limit", "2")))
                        .query("limit"))
                .contains("2");
    }

    @Test
    void call_findsBracketedParametersUnderTheirName() {
        assertThat(read(event("GET", "/")
                                .withMultiValueQueryStringParameters(Map.of("group_by[]", List.of("model", "tenant"))))
                        .queryAll("group_by"))
                .containsExactly("model", "tenant");
    }

    @Test
    void call_lowersHeaderNames() {
        assertThat(read(event("GET", "/").withHeaders(Map.of("X-Api-Key", "k"))).header("x-api-key"))
                .contains("k");
    }

    @Test
    void response_isAlwaysBase64() {
        APIGatewayProxyResponseEvent response =
                ApiGatewayEvents.response(HttpResponse.json(200, "{}".getBytes(UTF_8)), "gzip");

        assertThat(response.getIsBase64Encoded()).isTrue();
        assertThat(response.getBody()).isEqualTo("e30=");
        assertThat(response.getHeaders()).doesNotContainKey("content-encoding");
    }

    @Test
    void response_packsALongBodyForAClientThatAccepts() {
        byte[] longBody = "0.123456,".repeat(2_000).getBytes(UTF_8);

        APIGatewayProxyResponseEvent packed =
                ApiGatewayEvents.response(HttpResponse.json(200, longBody), "gzip, deflate");
        APIGatewayProxyResponseEvent plain = ApiGatewayEvents.response(HttpResponse.json(200, longBody), "br");

        assertThat(packed.getHeaders()).containsEntry("content-encoding", "gzip");
        assertThat(ContentCoding.GZIP.decode(Base64.getDecoder().decode(packed.getBody())))
                .isEqualTo(longBody);
        assertThat(Base64.getDecoder().decode(plain.getBody())).isEqualTo(longBody);
    }

    @Test
    void response_withTheLongestBodyFitsIntoWhatLambdaGivesBack() {
        APIGatewayProxyResponseEvent response =
                ApiGatewayEvents.response(HttpResponse.json(200, new byte[HttpResponse.MAX_BODY]), "");

        assertThat(response.getBody().length()).isBetween(6_000_000, 6 * 1024 * 1024 - 64 * 1024);
    }

    private static APIGatewayProxyRequestEvent event(String method, String path) {
        return new APIGatewayProxyRequestEvent().withHttpMethod(method).withPath(path);
    }

    private static HttpRequest read(APIGatewayProxyRequestEvent event) {
        return ApiGatewayEvents.request(event, CONTEXT, CLOCK);
    }
}
