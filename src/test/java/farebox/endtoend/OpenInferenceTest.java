package farebox.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Open Inference Protocol by its bytes, as they stand in the specification of its binary extension. */
@ExtendWith(StackExtension.class)
final class OpenInferenceTest {
    private static final String INFER = "/v2/models/all-minilm-l6-v2/infer";
    private static final String LENGTH = "inference-header-content-length";
    private static final int BYTES_OF_A_VECTOR = 384 * Float.BYTES;

    private final PlainHttp plainHttp;
    private float[] cat = {};

    OpenInferenceTest(Target target) {
        this.plainHttp = PlainHttp.of(target);
    }

    @BeforeEach
    void askInTheOtherProtocol() {
        cat = Sentences.vector(plainHttp
                .post("/v1/embeddings", Sentences.body(Sentences.CAT))
                .json()
                .at("/data/0/embedding"));
    }

    @Test
    void theServerDescribesItselfAndItsModel() {
        assertThat(plainHttp.get("/v2").json().path("extensions").toString()).contains("binary_tensor_data");
        assertThat(plainHttp.get("/v2/health/ready").json().path("ready").booleanValue())
                .isTrue();
        assertThat(plainHttp.get("/v2/models/all-minilm-l6-v2/ready").json())
                .isEqualTo(tree("{'name': 'all-minilm-l6-v2', 'ready': true}"));

        JsonNode model = plainHttp.get("/v2/models/all-minilm-l6-v2").json();

        assertThat(model.path("inputs")).isEqualTo(tree("[{'name': 'text', 'datatype': 'BYTES', 'shape': [-1]}]"));
        assertThat(model.path("outputs"))
                .isEqualTo(tree("[{'name': 'embedding', 'datatype': 'FP32', 'shape': [-1, 384]}]"));
    }

    @Test
    void jsonInAndOut() {
        HttpReply httpReply = plainHttp.post(INFER, """
                {"id": "a-1", "inputs": [{"name": "text", "shape": [2], "datatype": "BYTES",
                 "data": ["The cat sits on the mat.", "A feline rests on a rug."]}]}""");

        JsonNode output = httpReply.json().at("/outputs/0");
        assertThat(httpReply.json().path("id").textValue()).isEqualTo("a-1");
        assertThat(httpReply.json().path("model_name").textValue()).isEqualTo(Sentences.MODEL);
        assertThat(output.path("shape").toString()).isEqualTo("[2,384]");
        assertThat(Arrays.copyOf(Sentences.vector(output.path("data")), 384)).containsExactly(cat, within(1e-6f));
        assertThat(httpReply.header(LENGTH)).isEmpty();
    }

    @Test
    void binaryInAndOut() {
        byte[] tensor = element(Sentences.CAT);
        byte[] json = """
                {"id":"a-2","inputs":[{"name":"text","shape":[1],"datatype":"BYTES","parameters":{"binary_data_size":28}}],"outputs":[{"name":"embedding","parameters":{"binary_data":true}}]}\
                """.getBytes(UTF_8);

        HttpReply httpReply = infer(joined(json, tensor), json.length);

        assertThat(tensor).hasSize(28).startsWith(24, 0, 0, 0, 'T', 'h', 'e');
        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(200);
        assertThat(httpReply.header("content-type")).isEqualTo("application/octet-stream");
        assertThat(head(httpReply)).contains("\"id\":\"a-2\"").contains("\"parameters\":{\"binary_data_size\":1536}");
        assertThat(vector(httpReply)).containsExactly(cat, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, false", "false, true, true", "true, null, true", "null, null, false"})
    void anOutputIsBinaryIfItWasAskedSo_andElseAsTheRequestSays(String ofRequest, String ofOutput, boolean binary) {
        HttpReply httpReply = plainHttp.post(INFER, """
                {"parameters": {"binary_data_output": %s}, "outputs": [{"name": "embedding", "parameters": {"binary_data": %s}}],
                 "inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["The cat sits on the mat."]}]}
                """.formatted(ofRequest, ofOutput));

        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(200);
        assertThat(httpReply.header(LENGTH).isEmpty()).isEqualTo(!binary);
    }

    @Test
    void aHeaderOfZeroMeansARawInput() {
        HttpReply httpReply = infer(Sentences.CAT.getBytes(UTF_8), 0);

        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(200);
        assertThat(vector(httpReply)).containsExactly(cat, within(1e-6f));
    }

    /** tritonclient leaves the header of an earlier call in the dictionary it was given. */
    @Test
    void aStaleHeaderOnPlainJsonDoesNoHarm() {
        String json = "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}";

        assertThat(infer(json.getBytes(UTF_8), 30).status()).isEqualTo(200);
        assertThat(infer(json.getBytes(UTF_8), 3_000).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void bothWaysPacked(String coding) throws IOException {
        byte[] json =
                ("{\"inputs\":[{\"name\":\"text\",\"shape\":[8],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":224}}],"
                                + "\"parameters\":{\"binary_data_output\":true}}")
                        .getBytes(UTF_8);
        byte[] body = json;
        for (int i = 0; i < 8; i++) {
            body = joined(body, element(Sentences.CAT));
        }

        HttpReply httpReply = plainHttp.send(
                "POST",
                INFER,
                ContentCodings.of(coding, body),
                "content-encoding",
                coding,
                "accept-encoding",
                coding,
                LENGTH,
                String.valueOf(json.length));

        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(200);
        assertThat(httpReply.header("content-encoding")).isEqualTo(coding);
        byte[] whole = ContentCodings.undone(coding, httpReply.body());
        int length = Integer.parseInt(httpReply.header(LENGTH));
        assertThat(whole).hasSize(length + 8 * BYTES_OF_A_VECTOR);
        assertThat(floats(Arrays.copyOfRange(whole, length, length + BYTES_OF_A_VECTOR)))
                .containsExactly(cat, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                                                     | inputs
            {"inputs": []}                                                                                         | inputs
            {"inputs": [{"name": "words", "shape": [1], "datatype": "BYTES", "data": ["a"]}]}                      | words
            {"inputs": [{"name": "text", "shape": [1], "datatype": "FP32", "data": [1.0]}]}                        | FP32
            {"inputs": [{"name": "text", "shape": [2], "datatype": "BYTES", "data": ["a"]}]}                       | 2 elements
            {"inputs": [{"name": "text", "shape": [-1], "datatype": "BYTES", "data": ["a"]}]}                      | shape
            {"inputs": [{"name": "text", "shape": [99999999999], "datatype": "BYTES", "data": ["a"]}]}             | elements
            {"inputs": [{"name": "text", "shape": [65536, 65536, 65536], "datatype": "BYTES", "data": ["a"]}]}     | elements
            {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": [1]}]}                         | BYTES
            {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["a"]}], "outputs": [{"name": "logits"}]} | logits
            {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "parameters": {"binary_data_size": 28}}]} | 28
            """)
    void aTensorThatDoesNotFit(String body, String word) {
        HttpReply httpReply = plainHttp.post(INFER, body);

        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(400);
        ErrorShape.OPEN_INFERENCE.requireIn(httpReply);
        assertThat(httpReply.text()).contains(word);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 100_000})
    void aLengthThatIsNone(int length) {
        HttpReply httpReply = infer(new byte[] {1, 2, 3}, length);

        assertThat(httpReply.status()).isEqualTo(400);
        ErrorShape.OPEN_INFERENCE.requireIn(httpReply);
    }

    @Test
    void aVersionAnswersAsTheModelDoes() {
        String version = plainHttp
                .get("/v2/models/all-minilm-l6-v2")
                .json()
                .at("/versions/0")
                .textValue();

        HttpReply httpReply = plainHttp.post("/v2/models/all-minilm-l6-v2/versions/" + version + "/infer", """
                {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["The cat sits on the mat."]}]}
                """);

        assertThat(httpReply.json().path("model_version").textValue()).isEqualTo(version);
        assertThat(Sentences.vector(httpReply.json().at("/outputs/0/data"))).containsExactly(cat, within(1e-6f));
    }

    private HttpReply infer(byte[] body, int jsonLength) {
        return plainHttp.send(
                "POST", INFER, body, "content-type", "application/octet-stream", LENGTH, String.valueOf(jsonLength));
    }

    /** JSON objects are equal whatever the order of their fields. */
    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** The JSON in front of the tensors. */
    private static String head(HttpReply httpReply) {
        return new String(httpReply.body(), 0, Integer.parseInt(httpReply.header(LENGTH)), UTF_8);
    }

    /** The one tensor behind it. */
    private static float[] vector(HttpReply httpReply) {
        int length = Integer.parseInt(httpReply.header(LENGTH));
        assertThat(httpReply.body()).hasSize(length + BYTES_OF_A_VECTOR);
        return floats(Arrays.copyOfRange(httpReply.body(), length, httpReply.body().length));
    }

    private static float[] floats(byte[] littleEndian) {
        float[] values = new float[littleEndian.length / Float.BYTES];
        ByteBuffer.wrap(littleEndian)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    /** A BYTES element: its length in four bytes, the least first, and itself. */
    private static byte[] element(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocate(4 + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }
}
