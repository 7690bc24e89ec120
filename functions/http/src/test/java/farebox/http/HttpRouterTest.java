package farebox.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Scope;
import farebox.kernel.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpRouterTest {
    private static final String CANARY = "canary-7f3a";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final Map<String, Object> CALLER =
            Map.of("tenant", "acme", "key", "abcd1234", "scope", "INVOKE", "plan", "free");

    private final Json json = new Json();
    private final HttpRouter router = new HttpRouter(
            List.of(
                    Route.publicRoute("GET", "/health", ErrorFormat.PROBLEM, request -> text("well")),
                    Route.scoped(
                            "GET",
                            "/v1/models/{id+}",
                            ErrorFormat.OPENAI,
                            Scope.INVOKE,
                            (request, caller) -> text(caller.tenant() + " asks for " + request.variable("id"))),
                    Route.scoped(
                            "GET",
                            "/v1/organization/usage",
                            ErrorFormat.OPENAI,
                            Scope.ADMIN,
                            (request, caller) -> text("all")),
                    Route.publicRoute("POST", "/v1/bug", ErrorFormat.OPENAI, request -> {
                        throw new IllegalStateException(
                                new String(request.body(), UTF_8), new IllegalArgumentException(CANARY));
                    }),
                    Route.publicRoute("POST", "/v1/wrong", ErrorFormat.OPENAI, request -> {
                        throw new InvalidRequest("not so", "input");
                    }),
                    Route.publicRoute("POST", "/v2/down", ErrorFormat.OPEN_INFERENCE, request -> {
                        throw new Unavailable(
                                "later", Duration.ofSeconds(1), new IllegalStateException("store\nis away"));
                    }),
                    Route.publicRoute("PUT", "/v1/wrong", ErrorFormat.OPENAI, request -> text("put"))),
            Authenticator.authorizer(),
            json,
            CLOCK);

    @Test
    void answer_openRoute_needsNoKey() {
        APIGatewayProxyResponseEvent answer = answer(event("GET", "/health", Map.of()));

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(body(answer)).isEqualTo("well");
        assertThat(answer.getHeaders())
                .containsEntry("x-request-id", "extended-1")
                .containsEntry("openai-processing-ms", "0");
    }

    @Test
    void answer_keyedRoute_knowsItsCallerAndItsVariables() {
        assertThat(body(answer(event("GET", "/v1/models/public%2Fm", CALLER)))).isEqualTo("acme asks for public/m");
    }

    @Test
    void answer_keyedRoute_withoutAKey_is401() {
        APIGatewayProxyResponseEvent answer = answer(event("GET", "/v1/models/m", Map.of()));

        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(body(answer)).contains("\"code\":\"invalid_api_key\"");
    }

    @Test
    void answer_keyOfAnotherScope_is403() {
        assertThat(answer(event("GET", "/v1/organization/usage", CALLER)).getStatusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /v1/nothing | {"error":{"message":"there is no /v1/nothing; /openapi.json lists what there is","type":"invalid_request_error","param":null,"code":"not_found"}}
                    /v2/nothing | {"error":"there is no /v2/nothing; /openapi.json lists what there is"}
                    /nothing    | {"type":"/problems/not-found","title":"Not found","status":404,"detail":"there is no /nothing; /openapi.json lists what there is"}
                    """)
    void answer_unknownPath_is404InTheShapeOfItsProtocol(String path, String refusal) {
        APIGatewayProxyResponseEvent answer = answer(event("GET", path, Map.of()));

        assertThat(answer.getStatusCode()).isEqualTo(404);
        assertThat(body(answer)).isEqualTo(refusal);
    }

    @Test
    void answer_wrongMethod_is405AndSaysWhichAreAllowed() {
        APIGatewayProxyResponseEvent answer = answer(event("DELETE", "/v1/wrong", Map.of()));

        assertThat(answer.getStatusCode()).isEqualTo(405);
        assertThat(answer.getHeaders()).containsEntry("allow", "POST, PUT");
        assertThat(body(answer)).contains("\"code\":\"method_not_allowed\"");
    }

    @Test
    void answer_refusal_namesTheField() {
        APIGatewayProxyResponseEvent answer = answer(event("POST", "/v1/wrong", Map.of()));

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(body(answer)).contains("\"param\":\"input\"");
    }

    @Test
    void answer_bug_tellsTheRequestIdAndNothingElse() {
        APIGatewayProxyResponseEvent answer = answer(event("POST", "/v1/bug", Map.of()));

        assertThat(answer.getStatusCode()).isEqualTo(500);
        assertThat(body(answer)).contains("extended-1").doesNotContain(CANARY, "Illegal", "java");
    }

    @Test
    void answer_bug_isLoggedOnOneLineWithoutWhatTheCallerSent() {
        String logged = logOf(() -> answer(event("POST", "/v1/bug", Map.of())));

        assertThat(logged).contains("request=extended-1", "java.lang.IllegalStateException at farebox.http");
        assertThat(logged).contains("because java.lang.IllegalArgumentException");
        assertThat(logged).doesNotContain(CANARY);
        assertThat(logged.lines()).hasSize(2);
    }

    @Test
    void answer_outage_isLoggedWithItsCauseOnOneLine() {
        String logged = logOf(() -> answer(event("POST", "/v2/down", Map.of())));

        assertThat(logged).contains("store is away");
        assertThat(logged.lines()).hasSize(2);
    }

    @Test
    void answer_neverLogsKeysOrBodies() {
        String logged = logOf(() -> answer(event("POST", "/v1/wrong", Map.of())));

        assertThat(logged).contains("status=400").doesNotContain(CANARY);
    }

    private APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event) {
        return router.handle(event, new FakeContext("lambda-id", 10_000));
    }

    private static APIGatewayProxyRequestEvent event(String method, String path, Map<String, Object> authorizer) {
        ProxyRequestContext context = new ProxyRequestContext();
        context.setExtendedRequestId("extended-1");
        context.setAuthorizer(authorizer);
        return new APIGatewayProxyRequestEvent()
                .withHttpMethod(method)
                .withPath(path)
                .withHeaders(Map.of("Authorization", "Bearer " + CANARY, "x-api-key", CANARY))
                .withQueryStringParameters(Map.of("q", CANARY))
                .withBody("{\"input\":\"" + CANARY + "\"}")
                .withRequestContext(context);
    }

    private static HttpResponse text(String text) {
        return HttpResponse.of(200, "text/plain", text.getBytes(UTF_8));
    }

    private static String body(APIGatewayProxyResponseEvent answer) {
        return new String(Base64.getDecoder().decode(answer.getBody()), UTF_8);
    }

    /** What is written to the standard error stream, where slf4j-simple logs to, while something runs. */
    private static String logOf(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return written.toString(UTF_8);
    }
}
