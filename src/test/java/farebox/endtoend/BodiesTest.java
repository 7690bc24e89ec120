package farebox.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
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
                Arguments.of("more than Lambda takes", start + "\"" + "x".repeat(7 << 20) + "\"}", 413));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notAccepted")
    void aBodyBeyondABound(String name, String body, int status) {
        HttpReply httpReply = plainHttp.post(PATH, body);

        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(status);
        ErrorShape.OPENAI.requireIn(httpReply);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 10})
    void aBodyThatLambdaOrTheGatewayDoesNotTake_underOpenInference(int mebibytes) {
        HttpReply httpReply =
                plainHttp.post("/v2/models/all-minilm-l6-v2/infer", "{\"id\":\"" + "x".repeat(mebibytes << 20) + "\"}");

        assertThat(httpReply.status()).isEqualTo(413);
        ErrorShape.OPEN_INFERENCE.requireIn(httpReply);
    }

    /** The gateway reads the body before it asks the authorizer, and so does not know the format of the path yet. */
    @Test
    void aBodyThatTheGatewayDoesNotTake_isRefusedInTheFormThatEveryClientReads() {
        environment.require(Environment.Feature.GATEWAY_ERRORS);
        HttpReply httpReply = plainHttp.post(PATH, "x".repeat((10 << 20) + 1));

        assertThat(httpReply.status()).isEqualTo(413);
        ErrorShape.OPEN_INFERENCE.requireIn(httpReply);
    }

    /** What UTF-8 forbids, and lenient readers take for other characters. */
    @ParameterizedTest
    @ValueSource(strings = {"C0AF", "E080AF", "EDA080", "F4908080", "FF"})
    void bytesThatAreNotUtf8(String hex) {
        for (String before : List.of(
                "{\"model\":\"all-minilm-l6-v2\",\"input\":\"",
                "{\"model\":\"all-minilm-l6-v2\",\"input\":[\"a\",\"")) {
            HttpReply httpReply =
                    plainHttp.send("POST", PATH, withBytes(before, hex, before.contains("[") ? "\"]}" : "\"}"));

            assertThat(httpReply.status()).isEqualTo(400);
            ErrorShape.OPENAI.requireIn(httpReply);
        }
        for (String id : List.of("%s", "")) {
            String tensor = "\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"";
            HttpReply httpReply = id.isEmpty()
                    ? infer(withBytes("{" + tensor, hex, "\"]}]}"))
                    : infer(withBytes("{\"id\":\"", hex, "\"," + tensor + "a\"]}]}"));

            assertThat(httpReply.status()).isEqualTo(400);
            ErrorShape.OPEN_INFERENCE.requireIn(httpReply);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00a", "\\udbff\\ud800"})
    void halfACharacter_inEitherProtocol(String escape) {
        HttpReply openAi =
                plainHttp.post(PATH, "{\"model\":\"all-minilm-l6-v2\",\"input\":[\"a\",\"" + escape + "\"]}");
        HttpReply data = infer(("{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\""
                        + escape + "\"]}]}")
                .getBytes(UTF_8));
        HttpReply id = infer(("{\"id\":\"" + escape
                        + "\",\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}")
                .getBytes(UTF_8));

        assertThat(List.of(openAi.status(), data.status(), id.status())).containsOnly(400);
        assertThat(ErrorShape.OPENAI.words(openAi)).contains("/input/1");
        ErrorShape.OPEN_INFERENCE.requireIn(data);
        ErrorShape.OPEN_INFERENCE.requireIn(id);
    }

    @Test
    void anEmptyTextIsRefusedAlikeByBothProtocols() {
        HttpReply openAi = plainHttp.post(PATH, Sentences.body("a", ""));
        HttpReply openInference =
                infer("{\"inputs\":[{\"name\":\"text\",\"shape\":[2],\"datatype\":\"BYTES\",\"data\":[\"a\",\"\"]}]}"
                        .getBytes(UTF_8));

        assertThat(ErrorShape.OPENAI.words(openAi)).contains("input 1 is empty");
        assertThat(ErrorShape.OPEN_INFERENCE.words(openInference)).contains("input 1 is empty");
        assertThat(List.of(openAi.status(), openInference.status())).containsOnly(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "4294967295", "99999999999999999999", "-1", "1e3", "x"})
    void aLengthOfTheJson_isNeverAnInternalError(String length) {
        HttpReply httpReply = plainHttp.send(
                "POST",
                "/v2/models/all-minilm-l6-v2/infer",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}"
                        .getBytes(UTF_8),
                "inference-header-content-length",
                length);

        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(length.matches("\\d+") ? 200 : 400);
    }

    /** As LangChain4j, the AI SDK and LiteLLM send it: numbers, not base64. */
    @Test
    void theLargestBatchIsAnsweredInNumbers_whereTheClientAcceptsCompression() throws IOException {
        String[] texts = IntStream.range(0, 2_048).mapToObj(i -> "text " + i).toArray(String[]::new);

        HttpReply httpReply = plainHttp.post(PATH, Sentences.body(texts), "accept-encoding", "gzip");

        assertThat(httpReply.status()).isEqualTo(200);
        JsonNode body = new ObjectMapper().readTree(ContentCodings.undone("gzip", httpReply.body()));
        assertThat(body.path("data")).hasSize(2_048);
        assertThat(Sentences.vector(body.at("/data/2047/embedding"))).hasSize(384);
        assertThat(body.at("/data/0/embedding/0").asText().length()).isLessThan(15);
    }

    private HttpReply infer(byte[] body) {
        return plainHttp.send("POST", "/v2/models/all-minilm-l6-v2/infer", body);
    }

    private static byte[] withBytes(String before, String hex, String after) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(before.getBytes(UTF_8));
        body.writeBytes(HexFormat.of().parseHex(hex));
        body.writeBytes(after.getBytes(UTF_8));
        return body.toByteArray();
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
        String response = response(method, path, rest, then);
        return response.isEmpty() ? "" : response.split(" ", 3)[1];
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/v1/models/%", "/\u0001"})
    void noPageOfTheServersOwn(String path) throws IOException {
        environment.require(Environment.Feature.GATEWAY_ERRORS);
        assertThat(response("GET", path, "connection: close\r\n\r\n", socket -> {}))
                .contains("application/json", "{\"error\"")
                .doesNotContainIgnoringCase("<html", "jetty");
    }

    private String response(String method, String path, String rest, Step then) throws IOException {
        try (Socket socket = new Socket(target.url().getHost(), target.url().getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            String head = "%s %s HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer %s\r\n"
                    .formatted(method, target.url().getPath() + path, target.key());
            out.write((head + rest).getBytes(UTF_8));
            out.flush();
            then.with(socket);
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
