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
import org.junit.jupiter.params.provider.ValueSource;

final class HttpRouterTest {
    private static final String CANARY = "canary-7f3a";
    private static final String LONG = "0.123456,".repeat(2_000);
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
                    Route.publicRoute("PUT", "/v1/wrong", ErrorFormat.OPENAI, request -> text("put")),
                    Route.publicRoute("GET", "/long", ErrorFormat.PROBLEM, request -> text(LONG)),
                    Route.publicRoute(
                            "GET",
                            "/v2/longer",
                            ErrorFormat.OPEN_INFERENCE,
                            request -> text("1".repeat(HttpResponse.MAX_TEXT + 1))),
                    Route.publicRoute(
                            "GET", "/v3/{model}/x", ErrorFormat.PROBLEM, request -> text(request.variable("model"))),
                    Route.publicRoute("PUT", "/v3/{owner}/{model}", ErrorFormat.PROBLEM, request -> text("put"))),
            Authenticator.authorizer(),
            json,
            CLOCK);

    @Test
    void handle_publicRoute_needsNoKey() {
        APIGatewayProxyResponseEvent response = handle(event("GET", "/health", Map.of()));

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(body(response)).isEqualTo("well");
        assertThat(response.getHeaders())
                .containsEntry("x-request-id", "extended-1")
                .doesNotContainKeys("openai-processing-ms", "access-control-allow-origin");
    }

    @Test
    void handle_keyedRoute_knowsItsCallerAndItsVariables() {
        APIGatewayProxyResponseEvent response = handle(event("GET", "/v1/models/public%2Fm", CALLER));

        assertThat(body(response)).isEqualTo("acme asks for public/m");
        assertThat(response.getHeaders()).containsEntry("openai-processing-ms", "0");
    }

    @Test
    void handle_keyedRoute_withoutAKey_is401() {
        APIGatewayProxyResponseEvent response = handle(event("GET", "/v1/models/m", Map.of()));

        assertThat(response.getStatusCode()).isEqualTo(401);
        assertThat(response.getHeaders()).containsEntry("www-authenticate", "Bearer");
        assertThat(body(response)).contains("\"code\":\"invalid_api_key\"");
    }

    @Test
    void handle_keyOfAnotherScope_is403() {
        assertThat(handle(event("GET", "/v1/organization/usage", CALLER)).getStatusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /v1/nothing | {"error":{"message":"there is no /v1/nothing; /openapi.json lists what there is","type":"invalid_request_error","param":null,"code":"not_found"}}
                    /v2/nothing | {"error":"there is no /v2/nothing; /openapi.json lists what there is"}
                    /nothing    | {"type":"/problems/not-found","title":"Not found","status":404,"detail":"there is no /nothing; /openapi.json lists what there is"}
                    """)
    void handle_unknownPath_is404InTheFormatOfItsProtocol(String path, String error) {
        APIGatewayProxyResponseEvent response = handle(event("GET", path, Map.of()));

        assertThat(response.getStatusCode()).isEqualTo(404);
        assertThat(body(response)).isEqualTo(error);
    }

    @Test
    void handle_wrongMethod_is405AndSaysWhichAreAllowed() {
        APIGatewayProxyResponseEvent response = handle(event("DELETE", "/v1/wrong", Map.of()));

        assertThat(response.getStatusCode()).isEqualTo(405);
        assertThat(response.getHeaders()).containsEntry("allow", "POST, PUT");
        assertThat(body(response)).contains("\"code\":\"method_not_allowed\"");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /health, 'GET, HEAD'",
        "HEAD, /v1/wrong, 'POST, PUT'",
        "OPTIONS, /health, 'GET, HEAD'",
    })
    void handle_wrongMethod_listsHeadBesideGet(String method, String path, String allowed) {
        APIGatewayProxyResponseEvent response = handle(event(method, path, Map.of()));

        assertThat(response.getStatusCode()).isEqualTo(405);
        assertThat(response.getHeaders()).containsEntry("allow", allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/v1/models/m", "/nothing"})
    void handle_head_isAGetWithoutItsBody(String path) {
        APIGatewayProxyResponseEvent get = handle(event("GET", path, CALLER));
        APIGatewayProxyResponseEvent head = handle(event("HEAD", path, CALLER));

        assertThat(head.getStatusCode()).isEqualTo(get.getStatusCode());
        assertThat(head.getHeaders()).isEqualTo(get.getHeaders());
        assertThat(head.getBody()).isEmpty();
    }

    @Test
    void handle_head_needsAKeyWhereGetDoes() {
        assertThat(handle(event("HEAD", "/v1/models/m", Map.of())).getStatusCode())
                .isEqualTo(401);
    }

    @Test
    void handle_pathThatCannotBeDecoded_is400InTheFormatOfItsProtocol() {
        APIGatewayProxyResponseEvent response = handle(event("GET", "/v2/models/%C0%AF", Map.of()));

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response)).isEqualTo("{\"error\":\"the path has a percent-encoding that is not UTF-8\"}");
    }

    @Test
    void handle_escapedSlash_isPartOfItsSegment() {
        assertThat(body(handle(event("GET", "/v3/public%2Fm/x", Map.of())))).isEqualTo("public/m");
        assertThat(handle(event("GET", "/v3/public/m/x", Map.of())).getStatusCode())
                .isEqualTo(404);
    }

    @Test
    void handle_pathOfTwoTemplates_hasTheMethodsOfTheFirst() {
        assertThat(handle(event("GET", "/v3/m/x", Map.of())).getStatusCode()).isEqualTo(200);
        assertThat(handle(event("PUT", "/v3/m/x", Map.of())).getStatusCode()).isEqualTo(405);
        assertThat(handle(event("PUT", "/v3/m/y", Map.of())).getStatusCode()).isEqualTo(200);
    }

    @Test
    void handle_preflight_isAnsweredWhereAnOriginIsAllowed() {
        APIGatewayProxyResponseEvent response = router.with(new CrossOrigin("https://app.example"))
                .handle(event("OPTIONS", "/v1/wrong", Map.of()), new FakeContext("lambda-id", 10_000));

        assertThat(response.getStatusCode()).isEqualTo(204);
        assertThat(response.getBody()).isEmpty();
        assertThat(response.getHeaders())
                .containsEntry("access-control-allow-origin", "https://app.example")
                .containsEntry("access-control-allow-methods", "POST, PUT")
                .containsEntry("access-control-allow-headers", "*, authorization");
    }

    @ParameterizedTest
    @CsvSource({"GET, /health, 200", "GET, /v1/models/m, 401", "POST, /v1/bug, 500", "OPTIONS, /nothing, 404"})
    void handle_anyResponse_mayBeReadByTheAllowedOrigin(String method, String path, int status) {
        APIGatewayProxyResponseEvent response = router.with(CrossOrigin.from(Map.of("CORS_ORIGIN", "*")))
                .handle(event(method, path, Map.of()), new FakeContext("lambda-id", 10_000));

        assertThat(response.getStatusCode()).isEqualTo(status);
        assertThat(response.getHeaders()).containsEntry("access-control-allow-origin", "*");
    }

    @Test
    void handle_longResponse_isCompressedForAClientThatAcceptsIt() {
        APIGatewayProxyResponseEvent compressed =
                handle(event("GET", "/long", Map.of()).withHeaders(Map.of("Accept-Encoding", "br, gzip")));
        APIGatewayProxyResponseEvent plain =
                handle(event("GET", "/long", Map.of()).withHeaders(Map.of("Accept-Encoding", "br")));

        assertThat(compressed.getHeaders()).containsEntry("content-encoding", "gzip");
        assertThat(ContentCoding.GZIP.decode(Base64.getDecoder().decode(compressed.getBody())))
                .isEqualTo(LONG.getBytes(UTF_8));
        assertThat(body(plain)).isEqualTo(LONG);
    }

    @Test
    void handle_responseThatOnlyFitsCompressed_is413ForAClientThatAcceptsNone() {
        APIGatewayProxyRequestEvent event = event("GET", "/v2/longer", Map.of());

        APIGatewayProxyResponseEvent plain = handle(event);
        APIGatewayProxyResponseEvent compressed = handle(event.withHeaders(Map.of("Accept-Encoding", "gzip")));

        assertThat(plain.getStatusCode()).isEqualTo(413);
        assertThat(plain.getHeaders()).containsEntry("x-request-id", "extended-1");
        assertThat(body(plain)).startsWith("{\"error\":\"the response is larger");
        assertThat(compressed.getStatusCode()).isEqualTo(200);
    }

    @Test
    void handle_error_namesTheField() {
        APIGatewayProxyResponseEvent response = handle(event("POST", "/v1/wrong", Map.of()));

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response)).contains("\"param\":\"input\"");
    }

    @Test
    void handle_bug_tellsTheRequestIdAndNothingElse() {
        APIGatewayProxyResponseEvent response = handle(event("POST", "/v1/bug", Map.of()));

        assertThat(response.getStatusCode()).isEqualTo(500);
        assertThat(body(response)).contains("extended-1").doesNotContain(CANARY, "Illegal", "java");
    }

    @Test
    void handle_bug_isLoggedOnOneLineWithoutWhatTheCallerSent() {
        String logged = logOf(() -> handle(event("POST", "/v1/bug", Map.of())));

        assertThat(logged)
                .contains(
                        "unhandled_exception", "request=extended-1", "java.lang.IllegalStateException at farebox.http");
        assertThat(logged).contains("because java.lang.IllegalArgumentException");
        assertThat(logged).doesNotContain(CANARY);
        assertThat(logged.lines()).hasSize(2);
    }

    @Test
    void handle_outage_isLoggedWithItsCauseOnOneLine() {
        String logged = logOf(() -> handle(event("POST", "/v2/down", Map.of())));

        assertThat(logged).contains("request_failed", "store is away");
        assertThat(logged.lines()).hasSize(2);
    }

    @Test
    void handle_neverLogsKeysOrBodies() {
        String logged = logOf(() -> handle(event("POST", "/v1/wrong", Map.of())));

        assertThat(logged).contains("request_completed", "status=400").doesNotContain(CANARY);
    }

    private APIGatewayProxyResponseEvent handle(APIGatewayProxyRequestEvent event) {
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

    private static String body(APIGatewayProxyResponseEvent response) {
        return new String(Base64.getDecoder().decode(response.getBody()), UTF_8);
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
