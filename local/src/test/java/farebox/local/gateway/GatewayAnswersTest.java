package farebox.local.gateway;

import static farebox.local.gateway.Laptop.request;
import static farebox.local.gateway.Laptop.text;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.gateway.Functions.Outcome;
import farebox.local.template.ResponseType;
import farebox.local.template.RestApi;
import farebox.local.template.RestApi.GatewayAnswer;
import farebox.local.template.RestApi.KeySource;
import farebox.local.template.RestApi.Throttle;
import farebox.local.web.WebAnswer;
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
class GatewayAnswersTest {
    private static final Map<String, String> VARIABLES = Map.of(
            "requestId", "r-1", "extendedRequestId", "e-1", "authorizer.refusal", "{\"error\":\"no \\\"key\\\"\"}");

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Refusal.unauthorized(), ResponseType.UNAUTHORIZED, 401),
                Arguments.of(Refusal.denied(true), ResponseType.ACCESS_DENIED, 403),
                Arguments.of(Refusal.denied(false), ResponseType.ACCESS_DENIED, 403),
                Arguments.of(Refusal.unknownRoute(), ResponseType.MISSING_AUTHENTICATION_TOKEN, 403),
                Arguments.of(Refusal.invalidKey(), ResponseType.INVALID_API_KEY, 403),
                Arguments.of(Refusal.throttled(), ResponseType.THROTTLED, 429),
                Arguments.of(Refusal.quotaExceeded(), ResponseType.QUOTA_EXCEEDED, 429),
                Arguments.of(Refusal.tooLarge(), ResponseType.REQUEST_TOO_LARGE, 413),
                Arguments.of(Refusal.missingParameters("a"), ResponseType.BAD_REQUEST_PARAMETERS, 400),
                Arguments.of(Refusal.authorizerFailed(), ResponseType.AUTHORIZER_FAILURE, 500),
                Arguments.of(Refusal.authorizerMisconfigured(), ResponseType.AUTHORIZER_CONFIGURATION_ERROR, 500),
                Arguments.of(Refusal.integrationThrottled(), ResponseType.INTEGRATION_FAILURE, 500),
                Arguments.of(Refusal.integrationTimedOut(), ResponseType.INTEGRATION_TIMEOUT, 504),
                Arguments.of(Refusal.undecodable(), ResponseType.API_CONFIGURATION_ERROR, 500),
                Arguments.of(Refusal.badGateway(), ResponseType.DEFAULT_5XX, 502));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void answer_withoutTheTemplatesWordsIsApiGatewaysOwn(Refusal refusal, ResponseType type, int status) {
        WebAnswer answer = answer(Map.of(), refusal, "");

        assertThat(answer.status()).isEqualTo(status);
        String message = refusal.message().isEmpty() ? "null" : '"' + refusal.message() + '"';
        assertThat(text(answer)).isEqualTo("{\"message\":" + message + "}");
        assertThat(answer.headers())
                .containsEntry("content-type", List.of("application/json"))
                .containsEntry("x-amzn-ErrorType", List.of(refusal.exception()));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void answer_ofATypeHasTheTemplatesStatusHeadersAndText(Refusal refusal, ResponseType type, int status) {
        GatewayAnswer own = new GatewayAnswer(
                "418",
                Map.of("application/json", "$context.error.responseType|$context.extendedRequestId|$context.nothing|"),
                Map.of("x-request-id", "context.extendedRequestId", "retry-after", "'1'"));

        WebAnswer answer = answer(Map.of(type, own), refusal, "");

        assertThat(answer.status()).isEqualTo(418);
        assertThat(text(answer)).isEqualTo(type + "|e-1||");
        assertThat(answer.headers())
                .containsEntry("x-request-id", List.of("e-1"))
                .containsEntry("retry-after", List.of("1"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void answer_withoutItsTypeIsTheDefaultOfItsClass(Refusal refusal, ResponseType type, int status) {
        Map<ResponseType, GatewayAnswer> defaults = new LinkedHashMap<>();
        defaults.put(ResponseType.DEFAULT_4XX, words("four"));
        defaults.put(ResponseType.DEFAULT_5XX, words("five"));

        WebAnswer answer = answer(defaults, refusal, "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer)).isEqualTo(status < 500 ? "four" : "five");
    }

    @Test
    void answer_takesContextOfTheAuthorizerAsItIs() {
        WebAnswer answer = answer(
                Map.of(ResponseType.ACCESS_DENIED, words("$context.authorizer.refusal")), Refusal.denied(true), "");

        assertThat(text(answer)).isEqualTo("{\"error\":\"no \\\"key\\\"\"}");
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
                        Map.of(ResponseType.THROTTLED, own), Refusal.throttled(), "text/html, application/xml;q=1")))
                .isEqualTo("xml");
        assertThat(text(answer(Map.of(ResponseType.THROTTLED, own), Refusal.throttled(), "*/*")))
                .isEqualTo("json");
    }

    @Test
    void denial_saysWhatTheAuthorizerToldIt(@TempDir Path folder) {
        Laptop laptop = new Laptop(
                folder,
                Laptop.template()
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
        laptop.functions.on("authorizer", """
                {"principalId": "nobody", "context": {"refusal": "{\\"error\\":\\"no key\\"}"},
                 "policyDocument": {"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}}""");

        WebAnswer answer = laptop.get("/files/a");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(text(answer)).isEqualTo("{\"error\":\"no key\"}");
        assertThat(answer.headers().get("x-request-id"))
                .isEqualTo(answer.headers().get("x-amz-apigw-id"));
    }

    @Test
    void accessLog_hasOneLineForEveryRequest(@TempDir Path folder) {
        Laptop laptop = new Laptop(folder, Map.of()).admitting();
        laptop.functions.on("backend", "{\"body\": \"12345\"}");
        laptop.send(request("POST", "/v1/items/1", Map.of("user-agent", "a\"b\nc"), new byte[0]));
        laptop.functions.on("backend", new Outcome.TimedOut());
        laptop.get("/open");
        laptop.get("/nothing");

        List<String> lines = laptop.logged();

        assertThat(lines)
                .extracting(line -> Laptop.json(line).get("status").asText())
                .containsExactly("200", "504", "403");
        assertThat(Laptop.json(lines.get(0)))
                .hasToString("{\"id\":\"v-eT2fztUrIC400=\",\"status\":\"200\",\"route\":\"/v1/items/{id}\","
                        + "\"tenant\":\"tenant-a\",\"agent\":\"a\\\"b\\nc\",\"error\":\"-\",\"bytes\":5,\"ms\":0}");
        assertThat(Laptop.json(lines.get(1)).get("error").asText()).isEqualTo("INTEGRATION_TIMEOUT");
        assertThat(Laptop.json(lines.get(2)).get("route").asText()).isEqualTo("-");
    }

    private static GatewayAnswer words(String text) {
        return new GatewayAnswer("", Map.of("application/json", text), Map.of());
    }

    private static WebAnswer answer(Map<ResponseType, GatewayAnswer> own, Refusal refusal, String accept) {
        RestApi api =
                new RestApi("a", "s", List.of(), KeySource.AUTHORIZER, List.of(), own, Throttle.NONE, Map.of(), "");
        Map<String, String> variables = new LinkedHashMap<>(VARIABLES);
        variables.putAll(GatewayAnswers.variables(refusal));
        return new GatewayAnswers(api).answer(refusal, accept, variables);
    }
}
