package farebox.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are too large, too deep, cut short, packed, or no JSON: a clear refusal, and the next call is served. */
@ExtendWith(StackExtension.class)
final class BodiesTest {
    private static final String PATH = "/v1/embeddings";

    private final Environment environment;
    private final Target target;
    private final PlainHttp plainHttp;

    BodiesTest(Operator operator) {
        this.environment = operator.place();
        this.target = operator.target();
        this.plainHttp = PlainHttp.of(target);
    }

    @AfterEach
    void theNextCallIsServed() {
        assertThat(plainHttp.post(PATH, Sentences.body(Sentences.CAT)).status()).isEqualTo(200);
    }

    static Stream<Arguments> notAccepted() {
        String start = "{\"model\":\"all-minilm-l6-v2\",\"input\":";
        return Stream.of(
                Arguments.of("nothing at all", "", 400),
                Arguments.of("half an object", "{", 400),
                Arguments.of("a list", "[]", 400),
                Arguments.of("a string", "\"input\"", 400),
                Arguments.of("two documents", Sentences.body("x") + "{}", 400),
                Arguments.of("a name twice", "{\"model\":\"a\",\"model\":\"b\",\"input\":\"x\"}", 400),
                Arguments.of("33 levels", start + "[".repeat(32) + "]".repeat(32) + "}", 400),
                Arguments.of("5,000 levels", start + "[".repeat(5_000) + "]".repeat(5_000) + "}", 400),
                Arguments.of(
                        "a name of 129 characters",
                        "{\"" + "n".repeat(129) + "\":1," + start.substring(1) + "\"x\"}",
                        400),
                Arguments.of("a number of 33 digits", start + "[" + "1".repeat(33) + "]}", 400),
                Arguments.of("two million tokens", start + "[1" + ",1".repeat(2_000_000) + "]}", 400),
                Arguments.of("half a character", start + "\"\\ud83d\"}", 400),
                Arguments.of("a comment", "/* hello */" + Sentences.body("x"), 400),
                Arguments.of("not a number", start + "[NaN]}", 400),
                Arguments.of("2,049 items", start + "[" + "\"x\",".repeat(2_048) + "\"x\"]}", 400),
                Arguments.of("more than Lambda takes", start + "\"" + "x".repeat(7 << 20) + "\"}", 413),
                Arguments.of("more than the gateway takes", start + "\"" + "x".repeat(10 << 20) + "\"}", 413));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notAccepted")
    void aBodyBeyondABound(String name, String body, int status) {
        HttpReply httpReply = plainHttp.post(PATH, body);

        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(status);
        ErrorShape.OPENAI.requireIn(httpReply);
    }

    @Test
    void bytesThatAreNoText() {
        HttpReply httpReply = plainHttp.send("POST", PATH, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThat(httpReply.status()).isEqualTo(400);
        ErrorShape.OPENAI.requireIn(httpReply);
    }

    /** At the bound: refused for what it is, and not for its depth. */
    @Test
    void thirtyTwoLevelsAreNotTooDeep() {
        HttpReply httpReply = plainHttp.post(PATH, "{\"input\":" + "[".repeat(31) + "]".repeat(31) + "}");

        assertThat(httpReply.status()).isEqualTo(400);
        assertThat(httpReply.json().path("error").path("param").textValue()).isIn("model", "input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void aPackedBodyIsUnpacked_andALargeAnswerPacked(String coding) throws IOException {
        byte[] packed = ContentCodings.of(
                coding,
                Sentences.body(Sentences.CAT, Sentences.FELINE, Sentences.REVENUE)
                        .getBytes(UTF_8));

        HttpReply plain = plainHttp.post(PATH, Sentences.body(Sentences.CAT, Sentences.FELINE, Sentences.REVENUE));
        HttpReply httpReply =
                plainHttp.send("POST", PATH, packed, "content-encoding", coding, "accept-encoding", coding);

        assertThat(httpReply.status()).isEqualTo(200);
        assertThat(httpReply.header("content-encoding")).isEqualTo(coding);
        assertThat(new String(ContentCodings.undone(coding, httpReply.body()), UTF_8))
                .isEqualTo(plain.text());
    }

    @Test
    void aSmallBodyThatUnpacksToTooMuch() throws IOException {
        environment.require(Environment.Feature.PACKED_BODIES);
        byte[] bomb = ContentCodings.of("gzip", " ".repeat(64 << 20).getBytes(UTF_8));

        HttpReply httpReply = plainHttp.send("POST", PATH, bomb, "content-encoding", "gzip");

        assertThat(bomb).hasSizeLessThan(1 << 20);
        assertThat(httpReply.status()).isEqualTo(413);
        ErrorShape.OPENAI.requireIn(httpReply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, gzip", "nonsense"})
    void aCodingThatNobodyHereReads(String coding) {
        HttpReply httpReply = plainHttp.post(PATH, Sentences.body("x"), "content-encoding", coding);

        assertThat(httpReply.status()).isEqualTo(400);
        ErrorShape.OPENAI.requireIn(httpReply);
    }

    @Test
    void aBodyThatIsNotPackedAsItSays() throws IOException {
        environment.require(Environment.Feature.PACKED_BODIES);
        byte[] whole = ContentCodings.of("gzip", Sentences.body(Sentences.CAT).getBytes(UTF_8));
        byte[] half = Arrays.copyOf(whole, whole.length / 2);

        assertThat(plainHttp
                        .send("POST", PATH, half, "content-encoding", "gzip")
                        .status())
                .isEqualTo(400);
        assertThat(plainHttp
                        .post(PATH, Sentences.body("x"), "content-encoding", "gzip")
                        .status())
                .isEqualTo(400);
    }

    /** The connection ends in the middle of the body; nobody waits for the rest for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"content-length: 1000", "transfer-encoding: chunked"})
    void aBodyThatIsCutShort(String framing) throws IOException {
        assertThat(status("POST", PATH, framing + "\r\n\r\n{\"mod", Socket::shutdownOutput))
                .isIn("400", "");
    }

    /** What no client library would send. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/%zz", "/v1/models/%", "/v1/models/%00", "/v1/models/%c3%28", "/v1/models/a\\b"})
    void aPathThatIsNone(String path) throws IOException {
        assertThat(status("GET", path, "connection: close\r\n\r\n", socket -> {}))
                .isIn("400", "404");
    }

    /** Something done to a connection. */
    @FunctionalInterface
    private interface Step {
        void with(Socket socket) throws IOException;
    }

    /**
     * @param rest the last headers, and what follows them
     * @param then what is done after that
     * @return empty if the connection ended without an answer
     */
    private String status(String method, String path, String rest, Step then) throws IOException {
        try (Socket socket = new Socket(target.url().getHost(), target.url().getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            String head = "%s %s HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer %s\r\n"
                    .formatted(method, target.url().getPath() + path, target.key());
            out.write((head + rest).getBytes(UTF_8));
            out.flush();
            then.with(socket);
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            return answer.isEmpty() ? "" : answer.split(" ", 3)[1];
        }
    }
}
