package farebox.local.apigateway;

import static farebox.local.apigateway.GatewayFixture.request;
import static farebox.local.apigateway.GatewayFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.apigateway.Functions.Outcome;
import farebox.local.http.WebResponse;
import farebox.local.template.ResponseType;
import farebox.local.template.RestApi;
import farebox.local.template.RestApi.GatewayAnswer;
import farebox.local.template.RestApi.KeySource;
import farebox.local.template.RestApi.Throttle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gateway says by itself when the template gives it words. */
class GatewayResponsesTest {
    private static final Map<String, String> VARIABLES = Map.of(
            "requestId", "r-1", "extendedRequestId", "e-1", "authorizer.refusal", "{\"error\":\"no \\\"key\\\"\"}");

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(GatewayError.unauthorized(), ResponseType.UNAUTHORIZED, 401),
                Arguments.of(GatewayError.denied(true), ResponseType.ACCESS_DENIED, 403),
                Arguments.of(GatewayError.denied(false), ResponseType.ACCESS_DENIED, 403),
                Arguments.of(GatewayError.unknownRoute(), ResponseType.MISSING_AUTHENTICATION_TOKEN, 403),
                Arguments.of(GatewayError.invalidKey(), ResponseType.INVALID_API_KEY, 403),
                Arguments.of(GatewayError.throttled(), ResponseType.THROTTLED, 429),
                Arguments.of(GatewayError.quotaExceeded(), ResponseType.QUOTA_EXCEEDED, 429),
                Arguments.of(GatewayError.tooLarge(), ResponseType.REQUEST_TOO_LARGE, 413),
                Arguments.of(GatewayError.missingParameters("a"), ResponseType.BAD_REQUEST_PARAMETERS, 400),
                Arguments.of(GatewayError.authorizerFailed(), ResponseType.AUTHORIZER_FAILURE, 500),
                Arguments.of(GatewayError.authorizerMisconfigured(), ResponseType.AUTHORIZER_CONFIGURATION_ERROR, 500),
                Arguments.of(GatewayError.integrationThrottled(), ResponseType.INTEGRATION_FAILURE, 500),
                Arguments.of(GatewayError.integrationTimedOut(), ResponseType.INTEGRATION_TIMEOUT, 504),
                Arguments.of(GatewayError.undecodable(), ResponseType.API_CONFIGURATION_ERROR, 500),
                Arguments.of(GatewayError.badGateway(), ResponseType.DEFAULT_5XX, 502));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void answer_withoutTheTemplatesWordsIsApiGatewaysOwn(GatewayError error, ResponseType type, int status) {
        WebResponse response = answer(Map.of(), error, "");

        assertThat(response.status()).isEqualTo(status);
        String message = error.message().isEmpty() ? "null" : '"' + error.message() + '"';
        assertThat(text(response)).isEqualTo("{\"message\":" + message + "}");
        assertThat(response.headers())
                .containsEntry("content-type", List.of("application/json"))
                .containsEntry("x-amzn-ErrorType", List.of(error.exception()));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void answer_ofATypeHasTheTemplatesStatusHeadersAndText(GatewayError error, ResponseType type, int status) {
        GatewayAnswer own = new GatewayAnswer(
                "418",
                Map.of("application/json", "$context.error.responseType|$context.extendedRequestId|$context.nothing|"),
                Map.of("x-request-id", "context.extendedRequestId", "retry-after", "'1'"));

        WebResponse response = answer(Map.of(type, own), error, "");

        assertThat(response.status()).isEqualTo(418);
        assertThat(text(response)).isEqualTo(type + "|e-1||");
        assertThat(response.headers())
                .containsEntry("x-request-id", List.of("e-1"))
                .containsEntry("retry-after", List.of("1"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void answer_withoutItsTypeIsTheDefaultOfItsClass(GatewayError error, ResponseType type, int status) {
        Map<ResponseType, GatewayAnswer> defaults = new LinkedHashMap<>();
        defaults.put(ResponseType.DEFAULT_4XX, words("four"));
        defaults.put(ResponseType.DEFAULT_5XX, words("five"));

        WebResponse response = answer(defaults, error, "");

        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response)).isEqualTo(status < 500 ? "four" : "five");
    }

    @Test
    void answer_takesContextOfTheAuthorizerAsItIs() {
        WebResponse response = answer(
                Map.of(ResponseType.ACCESS_DENIED, words("$context.authorizer.refusal")),
                GatewayError.denied(true),
                "");

        assertThat(text(response)).isEqualTo("{\"error\":\"no \\\"key\\\"\"}");
    }

    @Test
    void answer_aDollarInAValueIsNoReference() {
        Map<String, String> variables = Map.of("authorizer.refusal", "$1 \\ $context.requestId");

        assertThat(ContextText.fill("[$context.authorizer.refusal.]", variables, "?"))
                .isEqualTo("[$1 \\ $context.requestId.]");
    }

    @Test
    void answer_hasTheFirstTypeThatTheCallerAccepts() {
        GatewayAnswer own =
                new GatewayAnswer("", Map.of("application/json", "json", "application/xml", "xml"), Map.of());

        assertThat(text(answer(
                        Map.of(ResponseType.THROTTLED, own),
                        GatewayError.throttled(),
                        "text/html, application/xml;q=1")))
                .isEqualTo("xml");
        assertThat(text(answer(Map.of(ResponseType.THROTTLED, own), GatewayError.throttled(), "*/*")))
                .isEqualTo("json");
    }

    @Test
    void denial_saysWhatTheAuthorizerToldIt(@TempDir Path folder) {
        GatewayFixture gatewayFixture = new GatewayFixture(
                folder,
                GatewayFixture.template()
                        .replace(
                                "        x-amazon-apigateway-api-key-source",
                                """
                                        x-amazon-apigateway-gateway-responses:
                                          ACCESS_DENIED:
                                            statusCode: 401
                                            responseParameters:
                                              gatewayresponse.header.x-request-id: context.extendedRequestId
                                            responseTemplates: {application/json: $context.authorizer.refusal}
                                """ + "        x-amazon-apigateway-api-key-source"),
                Map.of());
        gatewayFixture.functions.on("authorizer", """
                {"principalId": "nobody", "context": {"refusal": "{\\"error\\":\\"no key\\"}"},
                 "policyDocument": {"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}}""");

        WebResponse response = gatewayFixture.get("/files/a");

        assertThat(response.status()).isEqualTo(401);
        assertThat(text(response)).isEqualTo("{\"error\":\"no key\"}");
        assertThat(response.headers().get("x-request-id"))
                .isEqualTo(response.headers().get("x-amz-apigw-id"));
    }

    @Test
    void accessLog_hasOneLineForEveryRequest(@TempDir Path folder) {
        GatewayFixture gatewayFixture = new GatewayFixture(folder, Map.of()).admitting();
        gatewayFixture.functions.on("backend", "{\"body\": \"12345\"}");
        gatewayFixture.send(request("POST", "/v1/items/1", Map.of("user-agent", "a\"b\nc"), new byte[0]));
        gatewayFixture.functions.on("backend", new Outcome.TimedOut());
        gatewayFixture.get("/open");
        gatewayFixture.get("/nothing");

        List<String> lines = gatewayFixture.logged();

        assertThat(lines)
                .extracting(line -> GatewayFixture.json(line).get("status").asText())
                .containsExactly("200", "504", "403");
        assertThat(GatewayFixture.json(lines.get(0)))
                .hasToString("{\"id\":\"v-eT2fztUrIC400=\",\"status\":\"200\",\"route\":\"/v1/items/{id}\","
                        + "\"tenant\":\"tenant-a\",\"agent\":\"a\\\"b\\nc\",\"error\":\"-\",\"bytes\":5,\"ms\":0}");
        assertThat(GatewayFixture.json(lines.get(1)).get("error").asText()).isEqualTo("INTEGRATION_TIMEOUT");
        assertThat(GatewayFixture.json(lines.get(2)).get("route").asText()).isEqualTo("-");
    }

    private static GatewayAnswer words(String text) {
        return new GatewayAnswer("", Map.of("application/json", text), Map.of());
    }

    private static WebResponse answer(Map<ResponseType, GatewayAnswer> own, GatewayError error, String accept) {
        RestApi api =
                new RestApi("a", "s", List.of(), KeySource.AUTHORIZER, List.of(), own, Throttle.NONE, Map.of(), "");
        Map<String, String> variables = new LinkedHashMap<>(VARIABLES);
        variables.putAll(GatewayResponses.variables(error));
        return new GatewayResponses(api).answer(error, accept, variables);
    }
}
