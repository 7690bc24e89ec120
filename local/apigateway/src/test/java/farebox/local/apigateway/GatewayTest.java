package farebox.local.apigateway;

import static farebox.local.apigateway.GatewayFixture.json;
import static farebox.local.apigateway.GatewayFixture.policy;
import static farebox.local.apigateway.GatewayFixture.request;
import static farebox.local.apigateway.GatewayFixture.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.local.apigateway.Functions.Outcome;
import farebox.local.http.WebResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller and a function see of the gateway, apart from usage plans and the template's own answers. */
class GatewayTest {
    @TempDir
    Path folder;

    private GatewayFixture gatewayFixture;

    @BeforeEach
    void start() {
        gatewayFixture = new GatewayFixture(folder, Map.of());
    }

    @Test
    void proxyEvent_isWhatApiGatewaySends() {
        gatewayFixture.admitting();

        gatewayFixture.send(request(
                "POST",
                "/v1/items/a%2Fb%20c?x=1&x=2&y=p%20q+r",
                Map.of("content-type", "application/json", "authorization", "Bearer k", "connection", "keep-alive"),
                "{\"n\":1}".getBytes(UTF_8)));

        assertThat(gatewayFixture.functions.lastEvent("backend"))
                .isEqualTo(json(GatewayFixture.resource("proxy-event.json")));
        assertThat(gatewayFixture.functions.calls("backend").getLast().limit()).isEqualTo(Duration.ofSeconds(29));
    }

    @Test
    void authorizerEvent_isWhatApiGatewaySends() {
        gatewayFixture.admitting();

        gatewayFixture.send(
                request("POST", "/v1/items/7?x=1", Map.of("x-api-key", "k"), "never shown to it".getBytes(UTF_8)));

        assertThat(gatewayFixture.functions.lastEvent("authorizer"))
                .isEqualTo(json(GatewayFixture.resource("authorizer-event.json")));
    }

    @Test
    void proxyEvent_withoutBodyAndQueryHasNulls() {
        gatewayFixture.get("/open");

        JsonNode event = gatewayFixture.functions.lastEvent("backend");
        assertThat(List.of(
                        event.get("body"),
                        event.get("queryStringParameters"),
                        event.get("multiValueQueryStringParameters"),
                        event.get("pathParameters"),
                        event.get("stageVariables")))
                .allMatch(JsonNode::isNull);
        assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
        assertThat(event.get("requestContext").has("authorizer")).isFalse();
    }

    @Test
    void proxyEvent_carriesAnyBytesAsBase64() {
        byte[] bytes = {0, -1, 10, 13, -128};
        gatewayFixture.admitting();

        gatewayFixture.send(request("PUT", "/files/x", Map.of("content-type", "application/octet-stream"), bytes));

        JsonNode event = gatewayFixture.functions.lastEvent("backend");
        assertThat(event.get("isBase64Encoded").asBoolean()).isTrue();
        assertThat(Base64.getDecoder().decode(event.get("body").asText())).isEqualTo(bytes);
    }

    @Test
    void answer_decodesBytesAndKeepsEveryHeader() {
        gatewayFixture.functions.on("backend", """
                {"statusCode": 201, "isBase64Encoded": true, "body": "AP8K",
                 "headers": {"Content-Type": "image/png", "X-One": "1", "X-Two": "lost"},
                 "multiValueHeaders": {"X-Two": ["a", "b"], "Set-Cookie": ["c=1", "d=2"]}}""");

        WebResponse response = gatewayFixture.get("/open");

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.body()).containsExactly(0, 255, 10);
        assertThat(response.headers())
                .containsEntry("content-type", List.of("image/png"))
                .containsEntry("x-one", List.of("1"))
                .containsEntry("x-two", List.of("a", "b"))
                .containsEntry("set-cookie", List.of("c=1", "d=2"))
                .containsKeys("x-amzn-RequestId", "x-amz-apigw-id", "X-Amzn-Trace-Id");
    }

    @Test
    void answer_withNothingInItIsAnEmptyOk() {
        gatewayFixture.functions.on("backend", "{}");

        WebResponse response = gatewayFixture.get("/open");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers()).containsEntry("content-type", List.of("application/json"));
    }

    @Test
    void answer_hidesHeadersThatAreTheGatewaysOwn() {
        gatewayFixture.functions.on("backend", """
                {"headers": {"Date": "never", "Server": "mine", "WWW-Authenticate": "Basic", "Transfer-Encoding": "x"}}""");

        assertThat(gatewayFixture.get("/open").headers())
                .containsEntry("x-amzn-remapped-date", List.of("never"))
                .containsEntry("x-amzn-remapped-server", List.of("mine"))
                .containsEntry("x-amzn-remapped-www-authenticate", List.of("Basic"))
                .doesNotContainKeys("date", "server", "www-authenticate", "transfer-encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "null",
                "\"text\"",
                "[]",
                "{\"statusCode\": \"abc\"}",
                "{\"statusCode\": 99}",
                "{\"statusCode\": 600}",
                "{\"statusCode\": 200.5}",
                "{\"statusCode\": 200, \"body\": {\"an\": \"object\"}}",
                "{\"statusCode\": 200, \"body\": 7}",
                "{\"statusCode\": 200, \"headers\": []}",
                "{\"statusCode\": 200, \"headers\": {\"a\": 1}}",
                "{\"statusCode\": 200, \"multiValueHeaders\": {\"a\": \"b\"}}",
                "{\"statusCode\": 200, \"multiValueHeaders\": {\"a\": [1]}}",
                "{\"statusCode\": 200, \"somethingElse\": 1}",
                "{\"errorMessage\": \"boom\", \"errorType\": \"E\"}",
            })
    void answer_thatIsNoneIsBadGateway(String payload) {
        gatewayFixture.functions.on("backend", payload);

        WebResponse response = gatewayFixture.get("/open");

        assertThat(response.status()).isEqualTo(502);
        assertThat(text(response)).isEqualTo("{\"message\":\"Internal server error\"}");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new Outcome.Failed("boom"), 502, "Internal server error"),
                Arguments.of(new Outcome.TimedOut(), 504, "Endpoint request timed out"),
                Arguments.of(new Outcome.Throttled(), 500, "Internal server error"),
                Arguments.of(new Outcome.TooLarge(), 413, "Request Too Long"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFunctionThatDoesNotAnswer_isNeverShownAsMore(Outcome outcome, int status, String message) {
        gatewayFixture.functions.on("backend", outcome);

        WebResponse response = gatewayFixture.get("/open");

        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response)).isEqualTo("{\"message\":\"" + message + "\"}");
    }

    @Test
    void aBug_isAnInternalServerErrorInTheLog() {
        gatewayFixture.functions.on("backend", event -> {
            throw new IllegalStateException("a bug");
        });

        WebResponse response = gatewayFixture.get("/open");

        assertThat(response.status()).isEqualTo(500);
        assertThat(text(response)).isEqualTo("{\"message\":\"Internal server error\"}");
        assertThat(gatewayFixture.logged()).hasSize(1);
    }

    @Test
    void brokenBase64_isAConfigurationError() {
        gatewayFixture.functions.on("backend", "{\"isBase64Encoded\": true, \"body\": \"%%%\"}");

        assertThat(gatewayFixture.get("/open").status()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({"GET, /nothing", "DELETE, /open", "OPTIONS, /open", "HEAD, /open", "GET, /"})
    void unknownRoute_isMissingAuthenticationToken(String method, String target) {
        WebResponse response = gatewayFixture.send(request(method, target));

        assertThat(response.status()).isEqualTo(403);
        assertThat(text(response)).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
        assertThat(response.headers())
                .containsEntry("x-amzn-ErrorType", List.of("MissingAuthenticationTokenException"));
        assertThat(gatewayFixture.functions.calls("backend")).isEmpty();
    }

    @Test
    void bodyOverTenMegabytes_isTooLongAndOneByteLessIsNot() {
        byte[] limit = new byte[10 * 1024 * 1024];
        gatewayFixture.admitting();

        assertThat(gatewayFixture
                        .send(request("PUT", "/files/x", Map.of(), new byte[limit.length + 1]))
                        .status())
                .isEqualTo(413);
        assertThat(gatewayFixture
                        .send(request("PUT", "/files/x", Map.of(), limit))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void requestId_canBeChosenByACallerButNotTheExtendedOne() {
        Map<String, String> chosen = Map.of("x-amzn-requestid", "mine", "x-amz-apigw-id", "mine");
        gatewayFixture.send(request("GET", "/open", chosen, new byte[0]));
        gatewayFixture.send(request("GET", "/open", chosen, new byte[0]));

        List<JsonNode> contexts = gatewayFixture.functions.calls("backend").stream()
                .map(call -> call.event().get("requestContext"))
                .toList();
        assertThat(contexts)
                .extracting(context -> context.get("requestId").asText())
                .containsOnly("mine");
        assertThat(contexts)
                .extracting(context -> context.get("extendedRequestId").asText())
                .doesNotContain("mine")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "model=m, true,  200, ''",
        "model=m, false, 400, [X-Trace]",
        "other=m, true,  400, [model]",
        "other=m, false, 400, '[model, X-Trace]'",
    })
    void requiredParameters_areNamedWhenTheyAreMissing(String query, boolean traced, int status, String named) {
        Map<String, String> headers = traced ? Map.of("x-trace", "t") : Map.of();

        WebResponse response = gatewayFixture.send(request("GET", "/checked?" + query, headers, new byte[0]));

        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response))
                .isEqualTo(status == 200 ? "" : "{\"message\":\"Missing required request parameters: " + named + "\"}");
    }

    static Stream<Arguments> authorizations() {
        String arn = "arn:aws:execute-api:us-east-1:000000000000:*/live/";
        return Stream.of(
                Arguments.of(FakeFunctions.answered(policy("Allow", "*", "")), 200, ""),
                Arguments.of(FakeFunctions.answered(policy("Allow", arn + "GET/files/*", "")), 200, ""),
                Arguments.of(
                        FakeFunctions.answered(policy("Deny", "*", "")),
                        403,
                        "\"User is not authorized to access this resource with an explicit deny\""),
                Arguments.of(
                        FakeFunctions.answered(policy("Allow", arn + "POST/files/*", "")),
                        403,
                        "\"User is not authorized to access this resource\""),
                Arguments.of(new Outcome.Failed("Unauthorized"), 401, "\"Unauthorized\""),
                Arguments.of(new Outcome.Failed("other"), 500, "null"),
                Arguments.of(new Outcome.TimedOut(), 500, "null"),
                Arguments.of(new Outcome.Throttled(), 500, "null"),
                Arguments.of(new Outcome.TooLarge(), 500, "null"),
                Arguments.of(FakeFunctions.answered("{}"), 500, "null"),
                Arguments.of(FakeFunctions.answered("no json"), 500, "null"),
                Arguments.of(FakeFunctions.answered("{\"principalId\": \"p\"}"), 500, "null"),
                Arguments.of(
                        FakeFunctions.answered(policy("Allow", "*", "").replace("\"number\": 7", "\"list\": [1]")),
                        500,
                        "null"),
                Arguments.of(FakeFunctions.answered(policy("Allow", "*", "").replace("p1", "")), 500, "null"),
                Arguments.of(FakeFunctions.answered(policy("Maybe", "*", "")), 500, "null"));
    }

    @ParameterizedTest
    @MethodSource("authorizations")
    void authorizer_decides(Outcome outcome, int status, String message) {
        gatewayFixture.functions.on("authorizer", outcome);

        WebResponse response = gatewayFixture.get("/files/a/b");

        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response)).isEqualTo(status == 200 ? "" : "{\"message\":" + message + "}");
        assertThat(gatewayFixture.functions.calls("backend")).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void authorizer_isAskedEveryTimeWithoutATimeToLive() {
        gatewayFixture.functions.on("authorizer", policy("Allow", "*", ""));

        gatewayFixture.get("/files/a");
        gatewayFixture.get("/files/a");

        assertThat(gatewayFixture.functions.calls("authorizer")).hasSize(2);
    }

    @Test
    void authorizer_isRememberedByItsIdentitySourcesForItsTimeToLive() {
        gatewayFixture.functions.on("authorizer", policy("Allow", "*/remembered/1", ""));

        assertThat(remembered("/remembered/1?tenant=a", "k").status()).isEqualTo(200);
        assertThat(remembered("/remembered/2?tenant=a", "k").status()).isEqualTo(403);
        assertThat(gatewayFixture.functions.calls("authorizer")).hasSize(1);

        remembered("/remembered/1?tenant=b", "k");
        remembered("/remembered/1?tenant=a", "other");
        assertThat(gatewayFixture.functions.calls("authorizer")).hasSize(3);

        gatewayFixture.clock.advance(Duration.ofSeconds(60));
        remembered("/remembered/1?tenant=a", "k");
        assertThat(gatewayFixture.functions.calls("authorizer")).hasSize(4);
    }

    @Test
    void authorizer_isNotAskedWhenAnIdentitySourceIsMissing() {
        assertThat(remembered("/remembered/1", "k").status()).isEqualTo(401);
        assertThat(gatewayFixture.get("/remembered/1?tenant=a").status()).isEqualTo(401);
        assertThat(gatewayFixture.functions.calls("authorizer")).isEmpty();
    }

    @Test
    void accessCheckInTheFunction_asksNobodyBefore() {
        gatewayFixture = new GatewayFixture(folder, Map.of("AccessCheck", "function"));

        assertThat(gatewayFixture.get("/files/a").status()).isEqualTo(200);
        assertThat(gatewayFixture.functions.calls("authorizer")).isEmpty();
    }

    private WebResponse remembered(String target, String authorization) {
        return gatewayFixture.send(request("GET", target, Map.of("authorization", authorization), new byte[0]));
    }
}
