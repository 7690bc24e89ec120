package farebox.http.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farebox.http.Authenticator;
import farebox.http.ErrorFormat;
import farebox.http.HttpResponse;
import farebox.http.HttpRouter;
import farebox.http.Json;
import farebox.http.Route;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Scope;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop against a Runtime API that keeps every byte. */
@Timeout(60)
final class StreamingRuntimeTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final String LONG = "x".repeat(7 * 1024 * 1024);

    private final List<String> hooks = new ArrayList<>();
    private final HttpRouter router = new HttpRouter(
            List.of(
                    Route.publicRoute("GET", "/whole", ErrorFormat.PROBLEM, _ -> text("all of it")),
                    Route.publicRoute("GET", "/long", ErrorFormat.PROBLEM, _ -> text(LONG)),
                    streamed("/pieces", () -> {}),
                    streamed("/broken", () -> {
                        throw new IllegalStateException("no more");
                    }),
                    Route.streamed("GET", "/refused", ErrorFormat.PROBLEM, Scope.INVOKE, (_, _, _) -> {
                        throw new InvalidRequest("not so");
                    })),
            Authenticator.authorizer(),
            new Json(),
            CLOCK);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wholeResponse_isOnePieceBehindStatusAndHeaders(boolean chunked) throws Exception {
        List<String> requests = run(chunked, event("/whole"));

        assertThat(requests.get(1))
                .startsWith("POST /pool/1/2018-06-01/runtime/invocation/id-1/response HTTP/1.1\n")
                .contains("Lambda-Runtime-Function-Response-Mode: streaming\n")
                .contains("Content-Type: application/vnd.awslambda.http-integration-response\n")
                .contains("\"statusCode\":200")
                .contains("\"x-request-id\":\"extended-1\"")
                .endsWith("\n" + "\0".repeat(8) + "\nall of it\n");
        assertThat(requests.get(2)).startsWith("GET /pool/1/2018-06-01/runtime/invocation/next ");
    }

    @Test
    void responseBeyondTheLimitOfBufferedOnes_isSent() throws Exception {
        assertThat(run(false, event("/long")).get(1)).endsWith("\n" + LONG + "\n");
    }

    @Test
    void streamedResponse_hasAChunkForEachPiece() throws Exception {
        assertThat(run(false, event("/pieces")).get(1))
                .contains("\"content-type\":\"text/event-stream\"")
                .contains("\"x-request-id\":\"extended-1\"")
                .endsWith("\n" + "\0".repeat(8) + "\nfirst\nsecond\n");
    }

    @Test
    void failureBeforeTheFirstPiece_isAResponseLikeAnyOther() throws Exception {
        assertThat(run(false, event("/refused")).get(1))
                .contains("\"statusCode\":400")
                .contains("not so");
    }

    @Test
    void failureAmidTheResponse_isToldInTrailers_andTheNextEventIsServed() throws Exception {
        List<String> requests = run(false, event("/broken"), event("/whole"));

        String error = requests.get(1).lines().toList().getLast();
        assertThat(requests.get(1))
                .contains("\nfirst\n")
                .contains("\nLambda-Runtime-Function-Error-Type: farebox.http.BrokenStream\n");
        assertThat(requests.get(1).lines())
                .filteredOn(line -> line.startsWith("Lambda-Runtime-Function-Error-Body: "))
                .singleElement()
                .satisfies(line -> assertThat(
                                new String(Base64.getDecoder().decode(line.substring(line.indexOf(' ') + 1)), UTF_8))
                        .contains("\"errorType\":\"farebox.http.BrokenStream\""));
        assertThat(error).startsWith("Lambda-Runtime-Function-Error-");
        assertThat(requests.get(3)).contains("all of it");
    }

    /** What fails after them, such as the log, is not told to the caller, who has the whole response. */
    @Test
    void lastBytes_endTheResponse_andNothingIsSentAfterThem() throws Exception {
        try (ServerSocket api = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RuntimeConnection connection = new RuntimeConnection(
                        RuntimeAddress.parse(api.getInetAddress().getHostAddress() + ":" + api.getLocalPort()));
                Socket socket = api.accept()) {
            StreamingResponse response = new StreamingResponse(connection, "/response");
            response.begin(200, Map.of());
            response.writeLast("all of it".getBytes(UTF_8));
            String sent = "";
            while (!sent.endsWith("\r\n0\r\n\r\n")) {
                sent += (char) socket.getInputStream().read();
            }
            socket.getOutputStream().write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));

            response.breakOff(RuntimeError.of(new IllegalStateException("too late")));

            assertThat(sent).endsWith("\r\nall of it\r\n0\r\n\r\n");
            assertThat(socket.getInputStream().available()).isZero();
        }
    }

    @Test
    void eventThatIsNone_isReportedAsAnError() throws Exception {
        assertThat(run(false, "no json").get(1))
                .startsWith("POST /pool/1/2018-06-01/runtime/invocation/id-1/error HTTP/1.1\n")
                .contains("errorType");
    }

    @Test
    void snapStart_runsTheHooksAroundTheRestoration() throws Exception {
        try (ScriptedRuntimeApi api = new ScriptedRuntimeApi(false)) {
            Map<String, String> environment = new HashMap<>(api.environment());
            environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");

            assertThatThrownBy(() -> runtime(environment).run()).isInstanceOf(UncheckedIOException.class);

            assertThat(api.requests().getFirst()).startsWith("GET /pool/1/2018-06-01/runtime/restore/next ");
            assertThat(hooks).containsExactly("before", "after");
        }
    }

    @Test
    void withoutARuntimeApi_nothingHappens() {
        runtime(Map.of()).run();

        assertThat(hooks).isEmpty();
    }

    private List<String> run(boolean chunked, String... events) throws Exception {
        try (ScriptedRuntimeApi api = new ScriptedRuntimeApi(chunked, events)) {
            assertThatThrownBy(() -> runtime(api.environment()).run()).isInstanceOf(UncheckedIOException.class);
            assertThat(hooks).isEmpty();
            return api.requests();
        }
    }

    private StreamingRuntime runtime(Map<String, String> environment) {
        SnapshotHooks noted = new SnapshotHooks() {
            @Override
            public void beforeCheckpoint() {
                hooks.add("before");
            }

            @Override
            public void afterRestore() {
                hooks.add("after");
            }
        };
        return new StreamingRuntime(environment, () -> router, noted, CLOCK);
    }

    private static Route streamed(String path, Runnable between) {
        return Route.streamed("GET", path, ErrorFormat.PROBLEM, Scope.INVOKE, (_, _, out) -> {
            out.begin(200, Map.of("content-type", "text/event-stream"));
            out.write("first".getBytes(UTF_8));
            between.run();
            out.write("second".getBytes(UTF_8));
            return Optional.empty();
        });
    }

    private static HttpResponse text(String text) {
        return HttpResponse.of(200, "text/plain", text.getBytes(UTF_8));
    }

    private static String event(String path) {
        return """
                {"httpMethod": "GET", "path": "%s", "headers": {}, "isBase64Encoded": false, "body": null, "unknown": {},
                 "requestContext": {"extendedRequestId": "extended-1", "requestTimeEpoch": 1, "authorizer":
                  {"tenant": "acme", "key": "abcd1234", "scope": "INVOKE", "plan": "free", "integrationLatency": 3}}}
                """.formatted(path).replace("\n", "");
    }
}
