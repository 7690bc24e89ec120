package farebox.inference.openinference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.http.HttpRequest;
import farebox.http.Json;
import farebox.inference.Input;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.RequestId;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InferReaderTest {
    private static final String JSON =
            "{\"id\":\"7\",\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"hi\"]}]}";

    private static final GraphSchema TEXT = new GraphSchema(
            List.of(new TensorSchema("text", TensorType.BYTES, List.of(-1L))),
            List.of(new TensorSchema("embedding", TensorType.FP32, List.of(-1L, 3L))));

    private final InferReader reader = new InferReader(new Json());

    @Test
    void read_json() {
        InferRequest request = read(JSON.getBytes(UTF_8), Map.of());

        assertThat(request.id()).contains("7");
        assertThat(request.binaryOutputs()).isFalse();
        assertThat(texts(request)).containsExactly("hi");
    }

    @Test
    void read_takesBinaryTensorsInTheOrderOfTheInputs() {
        String json = """
                {"inputs":[
                  {"name":"a","shape":[2],"datatype":"UINT32","parameters":{"binary_data_size":8}},
                  {"name":"b","shape":[1],"datatype":"UINT8","data":[9]},
                  {"name":"c","shape":[3],"datatype":"BOOL","parameters":{"binary_data_size":3}}]}""";

        InferRequest request = divided(json, "01 00 00 00 02 00 00 00 01 00 01");

        assertThat(request.inputs()).extracting(Tensor::name).containsExactly("a", "b", "c");
        assertThat(bytes(request.inputs().get(0))).isEqualTo("0100000002000000");
        assertThat(bytes(request.inputs().get(1))).isEqualTo("09");
        assertThat(bytes(request.inputs().get(2))).isEqualTo("010001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "40",
                "100000",
                "2147483647",
                "2147483648",
                "4294967295",
                "4294967296",
                "9223372036854775808",
                "99999999999999999999999999"
            })
    void read_forgivesAHeaderThatBelongsToAnotherRequest(String header) {
        assertThat(texts(read(JSON.getBytes(UTF_8), header(header)))).containsExactly("hi");
    }

    @Test
    void read_aHeaderOverTheWholeJson_isRight() {
        assertThat(texts(read(JSON.getBytes(UTF_8), header(Integer.toString(JSON.length())))))
                .containsExactly("hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-2147483649", "abc", "1.5", "1e3", "0x10", "", "+1"})
    void read_refusesAHeaderThatIsNoLength(String header) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read(JSON.getBytes(UTF_8), header(header)))
                .withMessageContaining("Inference-Header-Content-Length");
    }

    @Test
    void read_withHeaderZero_takesTheBodyAsTheOnlyElementAndAnswersInBinary() {
        InferRequest request = read("{\"hi\"}".getBytes(UTF_8), header("0"));

        assertThat(texts(request)).containsExactly("{\"hi\"}");
        assertThat(request.inputs().getFirst().shape()).isEqualTo(Shape.of(1));
        assertThat(request.binaryOutputs()).isTrue();
    }

    @Test
    void read_outputs_mayDifferFromTheRequestAsAWhole() {
        String inputs = JSON.substring(0, JSON.length() - 1);

        assertThat(isBinary(json(inputs + "}"))).isFalse();
        assertThat(isBinary(json(inputs + ",\"parameters\":{\"binary_data_output\":true}}")))
                .isTrue();
        assertThat(
                        isBinary(
                                json(
                                        inputs
                                                + ",\"parameters\":{\"binary_data_output\":true},\"outputs\":[{\"name\":\"embedding\",\"parameters\":{\"binary_data\":false}}]}")))
                .isFalse();
        assertThat(isBinary(json(
                        inputs + ",\"outputs\":[{\"name\":\"embedding\",\"parameters\":{\"binary_data\":true}}]}")))
                .isTrue();
        assertThat(isBinary(json(inputs
                        + ",\"parameters\":{\"binary_data_output\":true},\"outputs\":[{\"name\":\"embedding\"}]}")))
                .isTrue();
    }

    @Test
    void texts_areARowOrAColumn() {
        InferRequest column = json(
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"data\":[[\"a\"],[\"b\"]]}]}");

        assertThat(input(column)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"inputs\":[]}",
                "{\"inputs\":{}}",
                "{\"inputs\":[1]}",
                "{\"inputs\":[{\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}",
                "{\"inputs\":[{\"name\":\"text\",\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"data\":[\"a\"]}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"STRING\",\"data\":[\"a\"]}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1.5],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[-1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\"}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":5}}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":-1}}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"],\"parameters\":{\"binary_data_size\":0}}]}",
                "{\"inputs\":[{\"name\":\"t\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]},{\"name\":\"t\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}",
                "{\"id\":7,\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}],\"outputs\":[{}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}],\"outputs\":[{\"name\":\"e\",\"parameters\":{\"classification\":2}}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}],\"parameters\":{\"binary_data_output\":1}}",
            })
    void read_refusesWhatIsNoRequest(String json) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> json(json));
    }

    @Test
    void read_refusesBytesThatBelongToNoInput() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> divided(JSON, "00"))
                .withMessageContaining("1 bytes follow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[0],\"datatype\":\"BYTES\",\"data\":[]}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1,2],\"datatype\":\"BYTES\",\"data\":[\"a\",\"b\"]}]}",
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1,1,1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}",
            })
    void texts_ofAnotherShape_areRefused(String json) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> input(json(json)));
    }

    @Test
    void texts_thatAreNotUtf8_areRefused() {
        InferRequest request = read(new byte[] {'a', (byte) 0xff}, header("0"));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> input(request))
                .withMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"C0AF", "E080AF", "EDA080", "F4908080", "FF"})
    void texts_inBinaryForm_areUtf8_andTheWrongOneIsNamed(String hex) {
        int length = hex.length() / 2;
        InferRequest request = divided(
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[2],\"datatype\":\"BYTES\","
                        + "\"parameters\":{\"binary_data_size\":" + (9 + length) + "}}]}",
                "01 00 00 00 61 0" + length + " 00 00 00 " + hex.replaceAll("(..)(?=.)", "$1 "));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> inputs(request))
                .withMessageContaining("element 1 of input 'text' is not UTF-8");
    }

    @Test
    void texts_thatAreEmpty_areRefused_andTheWrongOneIsNamed() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(
                        () -> inputs(
                                json(
                                        "{\"inputs\":[{\"name\":\"text\",\"shape\":[2],\"datatype\":\"BYTES\",\"data\":[\"a\",\"\"]}]}")))
                .withMessageContaining("input 1 is empty");
    }

    @Test
    void read_takesIntegersByTheirValue() {
        InferRequest request = divided(
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1.0],\"datatype\":\"BYTES\","
                        + "\"parameters\":{\"binary_data_size\":6e0}}]}",
                "02 00 00 00 68 69");

        assertThat(texts(request)).containsExactly("hi");
    }

    @Test
    void texts_haveTheBoundOfEveryProtocol() {
        String all = String.join(",", Collections.nCopies(2_049, "\"x\""));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() ->
                        input(json("{\"inputs\":[{\"name\":\"text\",\"shape\":[2049],\"datatype\":\"BYTES\",\"data\":["
                                + all + "]}]}")))
                .withMessageContaining("2048");
    }

    /** As a model of texts reads them. */
    private static List<Input> input(InferRequest request) {
        return new TaskInputs(TEXT, request.namedBy(TEXT)).texts();
    }

    private static boolean isBinary(InferRequest request) {
        return request.isBinary("embedding");
    }

    private InferRequest json(String json) {
        return read(json.getBytes(UTF_8), Map.of());
    }

    private InferRequest divided(String json, String hex) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json.getBytes(UTF_8));
        body.writeBytes(HexFormat.ofDelimiter(" ").parseHex(hex));
        return read(body.toByteArray(), header(Integer.toString(json.length())));
    }

    private InferRequest read(byte[] body, Map<String, List<String>> headers) {
        return reader.read(new HttpRequest(
                "POST",
                "/v2/models/m/infer",
                Map.of("model", "m"),
                Map.of(),
                headers,
                body,
                new RequestId("r"),
                Map.of(),
                new Deadline(Instant.EPOCH)));
    }

    private static List<Input> inputs(InferRequest request) {
        TensorSchema text = new TensorSchema("text", TensorType.BYTES, List.of(TensorSchema.FREE));
        TensorSchema embedding = new TensorSchema("embedding", TensorType.FP32, List.of(TensorSchema.FREE, 2L));
        return new TaskInputs(new GraphSchema(List.of(text), List.of(embedding)), request).texts();
    }

    private static Map<String, List<String>> header(String value) {
        return Map.of("inference-header-content-length", List.of(value));
    }

    private static List<String> texts(InferRequest request) {
        return Optional.of(request.inputs().getFirst().content()).stream()
                .filter(Tensor.Pieces.class::isInstance)
                .map(Tensor.Pieces.class::cast)
                .flatMap(pieces -> pieces.pieces().stream())
                .map(piece -> new String(piece, UTF_8))
                .toList();
    }

    private static String bytes(Tensor tensor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryTensorCodec.write(tensor, out);
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
