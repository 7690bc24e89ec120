package farebox.local.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server over raw sockets, since clients hide what these tests are about. */
@Timeout(60)
final class WebServerTest {
    private static final ByteCount MAX_SIZE = new ByteCount(10);
    private static final WebHandler ECHO = request -> WebResponse.json(
            200,
            request.method() + " " + request.target() + " " + request.query() + " "
                    + new String(request.body(), UTF_8));

    @Test
    void request_arrivesAsItWasSent() throws IOException {
        try (WebServer server = start(ECHO)) {
            String answer =
                    exchange(server, "POST /a%2Fb/c?x=%20&y HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");

            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nPOST /a%2Fb/c x=%20&y abc");
        }
    }

    @Test
    void headers_haveLowerCaseNamesAndAllTheirValues() throws IOException {
        WebHandler handler = request ->
                WebResponse.json(200, String.valueOf(request.headers().get("x-many")));
        try (WebServer server = start(handler)) {
            String answer = exchange(server, "GET / HTTP/1.1\r\nHost: h\r\nX-Many: 1\r\nx-many: 2\r\n\r\n");

            assertThat(answer).endsWith("[1, 2]");
        }
    }

    @Test
    void body_ofTheLargestSizePassesAndOneByteMoreDoesNot() throws IOException {
        try (WebServer server = start(ECHO)) {
            assertThat(exchange(server, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n0123456789"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(exchange(server, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n01234567890"))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void body_inChunksArrivesWhole() throws IOException {
        try (WebServer server = start(ECHO)) {
            String answer = exchange(
                    server,
                    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");

            assertThat(answer).endsWith("POST /  abc");
        }
    }

    @Test
    void streamedResponse_isSentPieceByPiece() throws Exception {
        CountDownLatch firstIsRead = new CountDownLatch(1);
        WebHandler handler = request -> streamed(out -> {
            out.write("first".getBytes(UTF_8));
            firstIsRead.await();
            out.write("second".getBytes(UTF_8));
        });
        try (WebServer server = start(handler);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(ISO_8859_1));
            String received = "";
            while (!received.contains("first")) {
                received += (char) socket.getInputStream().read();
            }
            firstIsRead.countDown();
            while (!received.endsWith("0\r\n\r\n")) {
                received += (char) socket.getInputStream().read();
            }

            assertThat(received).contains("Transfer-Encoding: chunked").contains("6\r\nsecond\r\n");
        }
    }

    @Test
    void streamedResponse_thatBreaksOffClosesTheConnectionWithoutAnEnd() throws IOException {
        WebHandler handler = request -> streamed(out -> {
            out.write("first".getBytes(UTF_8));
            throw new IOException("no more");
        });
        try (WebServer server = start(handler)) {
            String received = exchange(server, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(received).contains("first").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void streamedRequest_isReadAsItArrivesAndHasTrailers() throws Exception {
        WebHandler relay = new StreamingHandler(body -> streamed(out -> {
            for (Optional<byte[]> next = body.next(); next.isPresent(); next = body.next()) {
                out.write(next.get());
            }
            out.write(body.trailers().toString().getBytes(UTF_8));
        }));
        try (WebServer server = start(relay);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(lines(
                            "POST / HTTP/1.1",
                            "Host: h",
                            "Transfer-Encoding: chunked",
                            "Trailer: X-End",
                            "Connection: close",
                            "",
                            "2",
                            "ab"));
            String received = "";
            while (!received.contains("ab")) {
                received += (char) socket.getInputStream().read();
            }
            socket.getOutputStream().write(lines("1", "c", "0", "X-End: well", ""));
            received += new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(received).endsWith("\r\n\r\nabc{x-end=well}");
        }
    }

    @Test
    void streamedRequest_whoseChunksArriveTogetherIsReadInOnePiece_alsoIfItBreaksOffThen() throws Exception {
        BlockingQueue<String> read = new LinkedBlockingQueue<>();
        WebHandler handler = new StreamingHandler(body -> {
            try {
                for (Optional<byte[]> next = body.next(); next.isPresent(); next = body.next()) {
                    read.add(new String(next.get(), UTF_8));
                }
                read.add("ended");
            } catch (IOException e) {
                read.add("broken off");
            }
            return WebResponse.empty(200);
        });
        try (WebServer server = start(handler);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(lines("POST / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked", "", "2", "ab", "1", "c"));
            socket.shutdownOutput();

            assertThat(read.poll(30, TimeUnit.SECONDS)).isEqualTo("abc");
            assertThat(read.poll(30, TimeUnit.SECONDS)).isEqualTo("broken off");
        }
    }

    private static byte[] lines(String... lines) {
        return (String.join("\r\n", lines) + "\r\n").getBytes(ISO_8859_1);
    }

    private static WebResponse streamed(WebResponse.Rest rest) {
        return new WebResponse(200, Map.of(), new byte[0], rest);
    }

    /** Streams every request. */
    private record StreamingHandler(Work work) implements WebHandler {
        @FunctionalInterface
        private interface Work {
            WebResponse answer(BodyStream body) throws InterruptedException;
        }

        @Override
        public WebResponse answer(WebRequest request) {
            throw new AssertionError("every request is streamed");
        }

        @Override
        public boolean streams(WebRequest request) {
            return true;
        }

        @Override
        public WebResponse answer(WebRequest request, BodyStream body) throws InterruptedException {
            return work.answer(body);
        }
    }

    @Test
    void body_thatIsNoHttpIsABadRequestAndReachesNoHandler() throws IOException {
        WebHandler never = request -> {
            throw new AssertionError("not to be called");
        };
        try (WebServer server = start(never)) {
            String answer = exchange(
                    server, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no request          | 505
            GET                 | 400
            GET / HTTP/9.9      | 505
            GET / HTTP/1.1      | 400
            GET /%ZZ HTTP/1.1   | 400
            G@T / HTTP/1.1      | 400
            """)
    void malformedRequest_isAnsweredByTheHandler_neverByAPage(String line, int status) throws IOException {
        try (WebServer server = start(ECHO)) {
            assertThat(exchange(server, line + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("{\"message\":\"Bad Request\"}", "application/json")
                    .doesNotContainIgnoringCase("<html", "jetty");
        }
    }

    @Test
    void headersThatAreTooLong_areAnsweredByTheHandler_neverByAPage() throws IOException {
        try (WebServer server = start(ECHO)) {
            assertThat(exchange(server, "GET / HTTP/1.1\r\nHost: h\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ")
                    .contains("{\"message\":\"Bad Request\"}")
                    .doesNotContainIgnoringCase("<html", "jetty");
        }
    }

    @Test
    void body_thatBreaksOffLeavesTheServerServing() throws IOException {
        try (WebServer server = start(ECHO)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream()
                        .write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc".getBytes(ISO_8859_1));
            }

            assertThat(exchange(server, "GET /next HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .endsWith("GET /next  ");
        }
    }

    @Test
    void handler_thatThrowsIsAnInternalErrorAndTheNextCallIsServed() throws IOException {
        WebHandler handler = request -> {
            if (request.target().equals("/bug")) {
                throw new IllegalStateException("a bug");
            }
            return WebResponse.empty(204);
        };
        try (WebServer server = start(handler)) {
            assertThat(exchange(server, "GET /bug HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .startsWith("HTTP/1.1 500 ")
                    .endsWith("{\"message\":\"Internal server error\"}")
                    .doesNotContain("a bug");
            assertThat(exchange(server, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")).startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void head_tellsTheLengthWithoutTheBody() throws IOException {
        try (WebServer server = start(ECHO)) {
            String answer = exchange(server, "HEAD /abc HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(answer).containsIgnoringCase("content-length: 11").endsWith("\r\n\r\n");
        }
    }

    @Test
    void connection_isKeptForTheNextRequest() throws IOException {
        try (WebServer server = start(ECHO)) {
            String both = exchange(server, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(both).contains("GET /1  ").contains("GET /2  ");
        }
    }

    @Test
    void answer_thatBringsItsOwnLengthDoesNotConfuseTheServer() throws IOException {
        WebHandler handler = request -> new WebResponse(
                200, Map.of("Content-Length", List.of("99"), "x-a", List.of("1", "2")), "abc".getBytes(UTF_8));
        try (WebServer server = start(handler)) {
            assertThat(exchange(server, "GET / HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .containsIgnoringCase("content-length: 3\r\n")
                    .containsIgnoringCase("x-a: 1\r\nx-a: 2\r\n")
                    .endsWith("abc");
        }
    }

    @Test
    void server_answersAThousandConnectionsThatWaitForEachOther() throws Exception {
        int callers = 1_000;
        CountDownLatch arrived = new CountDownLatch(callers);
        WebHandler handler = request -> {
            arrived.countDown();
            return WebResponse.empty(arrived.await(30, TimeUnit.SECONDS) ? 200 : 504);
        };
        try (WebServer server = start(handler);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = IntStream.range(0, callers)
                    .mapToObj(caller -> threads.submit(() -> exchange(server, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")))
                    .toList();

            for (Future<String> answer : answers) {
                assertThat(answer.get()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void start_onATakenPortSaysSo() throws BindException {
        try (WebServer server = start(ECHO)) {
            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(() -> WebServer.start("second", server.port(), MAX_SIZE, ECHO));
        }
    }

    private static WebServer start(WebHandler handler) throws BindException {
        return WebServer.start("web-test", 0, MAX_SIZE, handler);
    }

    /** Sends, then closes its side, and reads all that comes. */
    private static String exchange(WebServer server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
