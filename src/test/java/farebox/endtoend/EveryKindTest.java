package farebox.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.models.ModelRef;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.TestModels;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.tensor.TensorType;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model of every kind, published and called through the whole stack. */
@ExtendWith(StackExtension.class)
final class EveryKindTest {
    private static final String LENGTH = "inference-header-content-length";

    private final Operator operator;
    private final PlainHttp http;
    private final Path scratch;

    EveryKindTest(Operator operator, @TempDir Path scratch) {
        this.operator = operator;
        this.http = PlainHttp.of(operator.target());
        this.scratch = scratch;
    }

    @Test
    void aTableIsPredictedRowByRow() {
        String model = publish(TestModels.tabularClassifier(operator.named("table")));

        JsonNode response = ok(http.post("/v1/models/" + model + "/predict", """
                {"rows": [{"length": 1, "width": 2, "colour": "red"}, {"length": -3, "width": 0}]}"""));

        assertThat(response.at("/predictions/0/label").textValue()).isEqualTo("yes");
        assertThat(response.at("/predictions/0/probabilities/yes").doubleValue())
                .isCloseTo(1 / (1 + Math.exp(-8)), within(1e-6));
        assertThat(response.at("/predictions/1/label").textValue()).isEqualTo("no");
        assertThat(response.path("model").textValue()).isEqualTo(model);
        assertThat(response.at("/usage/rows").intValue()).isEqualTo(2);
        assertThat(http.get("/v1/models/" + model).json().path("task").textValue())
                .isEqualTo("tabular-classification");
    }

    @Test
    void aRegressionGivesValuesAndTakesNullWhereItMay() {
        String model = publish(TestModels.regressor(operator.named("prices")));

        JsonNode response = ok(http.post(
                "/v1/models/" + model + "/predict",
                "{\"rows\": [{\"rooms\": 3, \"age\": 4.5}, {\"rooms\": 3, \"age\": null}]}"));

        assertThat(response.path("predictions").toString()).isEqualTo("[{\"value\":11.5},{\"value\":17.0}]");
        HttpReply missing = http.post("/v1/models/" + model + "/predict", "{\"rows\": [{\"age\": 1}]}");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.text()).contains("row 0: the column 'rooms' is missing");
    }

    @Test
    void imagesAreClassifiedByTheirBytesOrTheirPixels() throws IOException {
        String model = publish(TestModels.imageClassifier(operator.named("colours")));
        byte[] red = png(Color.RED);
        byte[] head = """
                {"inputs":[{"name":"image","shape":[1],"datatype":"BYTES","parameters":{"binary_data_size":%d}}]}""".formatted(red.length + 4).getBytes(UTF_8);
        byte[] element = ByteBuffer.allocate(4 + red.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(red.length)
                .put(red)
                .array();

        JsonNode byImage = ok(infer(model, joined(head, element), head.length));
        JsonNode byPixels =
                ok(http.post("/v2/models/" + model + "/infer", """
                {"inputs":[{"name":"pixels","shape":[2,3,4,4],"datatype":"FP32","data":%s}]}""".formatted(Arrays.toString(new int[96]))));

        assertThat(byImage.at("/outputs/0/data/0").textValue()).isEqualTo("red");
        assertThat(byPixels.at("/outputs/0/shape").toString()).isEqualTo("[2,3]");
    }

    @Test
    void anImageThatIsTooLargeIsRefusedByItsHeader() throws IOException {
        String model = publish(TestModels.imageClassifier(operator.named("colours")));
        byte[] huge = png(Color.RED);
        ByteBuffer.wrap(huge).putInt(16, 20_000).putInt(20, 20_000);

        HttpReply reply = infer(model, huge, 0);

        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void aGraphOfTextsAndACountGivesBoth() {
        String model = publish(TestModels.textsAndCount(operator.named("texts")));

        JsonNode response = ok(http.post("/v2/models/" + model + "/infer", """
                {"inputs":[{"name":"texts","shape":[2],"datatype":"BYTES","data":["na\u00efve","\\ud83d\\ude00"]}]}"""));
        HttpReply raw = infer(model, "one text".getBytes(UTF_8), 0);

        assertThat(response.at("/outputs/0/data/1").textValue()).isEqualTo("\ud83d\ude00");
        assertThat(response.at("/outputs/1/data").toString()).isEqualTo("[2]");
        assertThat(raw.status()).as(raw.text()).isEqualTo(200);
    }

    @Test
    void aSequenceHasAnyLengthUpToItsLimit() {
        String model = publish(TestModels.sequence(operator.named("sums")));

        JsonNode response = ok(http.post("/v2/models/" + model + "/infer", steps(3, "[1,2,3,4,5,6]")));
        HttpReply tooLong = http.post("/v2/models/" + model + "/infer", steps(17, Arrays.toString(new int[34])));

        assertThat(response.at("/outputs/0/data").toString()).isEqualTo("[1.0,2.0,4.0,6.0,9.0,12.0]");
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.text()).contains("17 steps");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            BOOL   | [true,false]                                     | 01 00
            UINT8  | [0,255]                                          | 00 ff
            UINT16 | [1,65535]                                        | 01 00 ff ff
            UINT32 | [1,4294967295]                                   | 01 00 00 00 ff ff ff ff
            UINT64 | [1,18446744073709551615]                         | 01 00 00 00 00 00 00 00 ff ff ff ff ff ff ff ff
            INT8   | [-128,127]                                       | 80 7f
            INT16  | [-32768,32767]                                   | 00 80 ff 7f
            INT32  | [-2147483648,2147483647]                         | 00 00 00 80 ff ff ff 7f
            INT64  | [-9223372036854775808,9223372036854775807]       | 00 00 00 00 00 00 00 80 ff ff ff ff ff ff ff 7f
            FP16   | [1.0,-2.5]                                       | 00 3c 00 c1
            FP32   | [1.0,-2.5]                                       | 00 00 80 3f 00 00 20 c0
            FP64   | [1.0,-2.5]                                       | 00 00 00 00 00 00 f0 3f 00 00 00 00 00 00 04 c0
            BF16   | [1.0,-2.5]                                       | 80 3f 20 c0
            BYTES  | ["a",""]                                         | 01 00 00 00 61 00 00 00 00
            """)
    void everyDatatypeGoesInAndOutAsJsonAndAsBytes(String type, String data, String hex) {
        String model = publish(TestModels.ofType(operator.named("types"), TensorType.valueOf(type)));
        String name = type.toLowerCase(Locale.ROOT);
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        byte[] head = """
                {"inputs":[{"name":"%s","shape":[1,2],"datatype":"%s","parameters":{"binary_data_size":%d}}],"parameters":{"binary_data_output":true}}""".formatted(name, type, bytes.length).getBytes(UTF_8);

        JsonNode json = ok(http.post("/v2/models/" + model + "/infer", """
                {"inputs":[{"name":"%s","shape":[1,2],"datatype":"%s","data":%s}]}""".formatted(name, type, data)));
        HttpReply binary = infer(model, joined(head, bytes), head.length);

        assertThat(json.at("/outputs/0/data").toString()).isEqualTo(data);
        assertThat(json.at("/outputs/0/datatype").textValue()).isEqualTo(type);
        assertThat(binary.status()).as(binary.text()).isEqualTo(200);
        int length = Integer.parseInt(binary.header(LENGTH));
        assertThat(Arrays.copyOfRange(binary.body(), length, binary.body().length))
                .isEqualTo(bytes);
    }

    @Test
    void aRequestForAnotherTaskIsRefusedAndNamesBoth() {
        String model = publish(TestModels.tabularClassifier(operator.named("table")));

        HttpReply embedding = http.post("/v1/embeddings", "{\"model\": \"" + model + "\", \"input\": \"a word\"}");
        HttpReply rows = http.post("/v1/models/" + Sentences.MODEL + "/predict", "{\"rows\": [{\"a\": 1}]}");

        assertThat(embedding.status()).isEqualTo(400);
        assertThat(embedding.text()).contains("tabular-classification").contains("text-embedding");
        assertThat(rows.status()).isEqualTo(400);
        assertThat(rows.text()).contains("POST /v1/embeddings");
    }

    private String publish(PublishRequest request) {
        new PublishModel(operator.registry(), new OnnxModelConverter(), scratch, Clock.systemUTC()).run(request);
        assertThat(request.model().owner()).isEqualTo(ModelRef.PUBLIC);
        return request.model().name().value();
    }

    private HttpReply infer(String model, byte[] body, int jsonLength) {
        return http.send(
                "POST",
                "/v2/models/" + model + "/infer",
                body,
                "content-type",
                "application/octet-stream",
                LENGTH,
                String.valueOf(jsonLength));
    }

    private static JsonNode ok(HttpReply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("x-farebox-event")).isNotEmpty();
        return reply.json();
    }

    private static String steps(int count, String data) {
        return "{\"inputs\":[{\"name\":\"steps\",\"shape\":[1," + count + ",2],\"datatype\":\"FP32\",\"data\":" + data
                + "}]}";
    }

    private static byte[] png(Color colour) throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 1_200; pixel++) {
            image.setRGB(pixel % 40, pixel / 40, colour.getRGB());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }
}
