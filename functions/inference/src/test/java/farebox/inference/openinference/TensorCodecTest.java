package farebox.inference.openinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import farebox.http.Json;
import farebox.kernel.InvalidRequest;
import farebox.models.tensor.JsonTensorCodec;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements of every type against bytes that were written down by hand. */
final class TensorCodecTest {
    /** Type, JSON, little-endian bytes. */
    private static final String GOLDEN = """
            BOOL   | [true,false]                              | 01 00
            UINT8  | [0,255]                                   | 00 ff
            UINT16 | [1,65535]                                 | 01 00 ff ff
            UINT32 | [1,4294967295]                            | 01 00 00 00 ff ff ff ff
            UINT64 | [1,18446744073709551615]                  | 01 00 00 00 00 00 00 00 ff ff ff ff ff ff ff ff
            INT8   | [-128,127]                                | 80 7f
            INT16  | [-2,258]                                  | fe ff 02 01
            INT32  | [-2147483648,2147483647]                  | 00 00 00 80 ff ff ff 7f
            INT64  | [-9223372036854775808,9223372036854775807] | 00 00 00 00 00 00 00 80 ff ff ff ff ff ff ff 7f
            FP16   | [1.0,-2.0,65504.0]                        | 00 3c 00 c0 ff 7b
            FP32   | [1.0,-0.5,3.4028235E38]                   | 00 00 80 3f 00 00 00 bf ff ff 7f 7f
            FP64   | [1.0,-2.0]                                | 00 00 00 00 00 00 f0 3f 00 00 00 00 00 00 00 c0
            BF16   | [1.0,-3.0,3.3895314E38]                   | 80 3f 40 c0 7f 7f
            BYTES  | ["hi","","ä"]                             | 02 00 00 00 68 69 00 00 00 00 02 00 00 00 c3 a4
            """;

    private final Json json = new Json();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = GOLDEN)
    void json_becomesTheGoldenBytes(TensorType type, String data, String hex) {
        Tensor tensor = fromJson(type, data);

        assertThat(HexFormat.ofDelimiter(" ").formatHex(toBytes(tensor))).isEqualTo(hex);
        assertThat(BinaryTensorCodec.size(tensor)).isEqualTo(toBytes(tensor).length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = GOLDEN)
    void goldenBytes_becomeTheJson(TensorType type, String data, String hex) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        Shape shape = Shape.of(tree(data).size());

        Tensor tensor = new Tensor("t", type, shape, BinaryTensorCodec.read(ByteBuffer.wrap(bytes), type, shape));

        assertThat(toJson(tensor)).isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    UINT8  | [256]
                    UINT8  | [-1]
                    UINT16 | [65536]
                    UINT32 | [4294967296]
                    UINT64 | [18446744073709551616]
                    UINT64 | [-1]
                    INT8   | [128]
                    INT16  | [-32769]
                    INT32  | [2147483648]
                    INT64  | [9223372036854775808]
                    INT32  | [1.5]
                    INT8   | [128.0]
                    UINT64 | [1.8e19]
                    INT32  | ["1"]
                    INT32  | [true]
                    INT32  | [null]
                    FP16   | [65520]
                    FP32   | [3.5e38]
                    FP64   | [1e309]
                    FP32   | ["NaN"]
                    BF16   | [3.4e38]
                    BF16   | [1e39]
                    FP32   | [-1e309]
                    BOOL   | [1]
                    BOOL   | ["true"]
                    BYTES  | [1]
                    BYTES  | [null]
                    """)
    void json_ofAnotherKindOrRange_isRefused(TensorType type, String data) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> fromJson(type, data));
    }

    @Test
    void json_integersAreIntegersByTheirValue() {
        assertThat(HexFormat.of().formatHex(toBytes(fromJson(TensorType.INT16, "[64.0, 6.4e1, -1.0]"))))
                .isEqualTo("40004000ffff");
    }

    @Test
    void json_namesTheElementAtFault() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> fromJson(TensorType.INT8, "[1, 2, 300]"))
                .withMessageContaining("element 2 of data");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> fromJson(TensorType.BYTES, "[\"a\", 1]"))
                .withMessageContaining("element 1 of data");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.00390625  | 80 3f
                    1.01171875  | 82 3f
                    1.005       | 81 3f
                    -1.00390625 | 80 bf
                    """)
    void brainFloats_areRoundedToTheNearestAndTiesToEven(String number, String hex) {
        assertThat(HexFormat.ofDelimiter(" ").formatHex(toBytes(fromJson(TensorType.BF16, "[" + number + "]"))))
                .isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [1,2,3,4,5,6]
                    [[1,2,3],[4,5,6]]
                    """)
    void json_isFlatOrNested_rowByRow(String data) {
        Shape shape = Shape.of(2, 3);
        Tensor.Content content = JsonTensorCodec.read(tree(data), TensorType.UINT8, shape);

        assertThat(toBytes(new Tensor("t", TensorType.UINT8, shape, content))).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,2,3,4,5]",
                "[1,2,3,4,5,6,7]",
                "[[1,2],[3,4],[5,6]]",
                "[[1,2,3],[4,5]]",
                "[[1,2,3],4,5,6]",
                "[1,2,3,[4,5,6]]",
                "[[[1,2,3],[4,5,6]]]",
                "[[1,2,3],[4,5,[6]]]",
                "[]",
                "6",
                "\"123456\"",
                "{}"
            })
    void json_ofAnotherForm_isRefused(String data) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> JsonTensorCodec.read(tree(data), TensorType.UINT8, Shape.of(2, 3)));
    }

    @Test
    void json_isCountedBeforeAnythingIsAllocated() {
        Shape declared = Shape.of(Shape.MAX_ELEMENTS);

        long before = allocated();
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> JsonTensorCodec.read(tree("[1]"), TensorType.FP64, declared));

        assertThat(allocated() - before).isLessThan(1_000_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FP32  | 2 | 00 00 80 3f
                    FP32  | 1 | 00 00 80 3f 00
                    BOOL  | 0 | 00
                    BYTES | 1 | 02 00 00 00 68
                    BYTES | 1 | 02 00 00
                    BYTES | 2 | 02 00 00 00 68 69
                    BYTES | 1 | 01 00 00 00 68 69
                    BYTES | 1 | ff ff ff ff 68
                    BYTES | 1 | 00 00 00 80 68
                    """)
    void bytes_ofAnotherNumberThanTheShapeSays_areRefused(TensorType type, long elements, String hex) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.ofDelimiter(" ").parseHex(hex));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> BinaryTensorCodec.read(bytes, type, Shape.of(elements)));
    }

    @Test
    void bytes_areCountedBeforeAnythingIsAllocated() {
        ByteBuffer few = ByteBuffer.wrap(new byte[8]);

        long before = allocated();
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> BinaryTensorCodec.read(few, TensorType.BYTES, Shape.of(Shape.MAX_ELEMENTS)));

        assertThat(allocated() - before).isLessThan(1_000_000);
    }

    @Test
    void shape_hasACap() {
        assertThat(Shape.of(2_048, 2_048).elements()).isEqualTo(1 << 22);
        assertThat(Shape.of().elements()).isEqualTo(1);
        assertThat(Shape.of(0, 384).elements()).isZero();
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> Shape.of(2_048, 2_049));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> Shape.of(1L << 32, 1L << 32));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> Shape.of(Long.MAX_VALUE, 2));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> Shape.of(0, Long.MAX_VALUE));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> Shape.of(-1));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> Shape.of(1, 1, 1, 1, 1, 1, 1, 1, 1));
    }

    @Test
    void rows_areAMatrix() {
        Tensor matrix = Tensor.ofRows("m", List.of(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6}), 2);

        assertThat(matrix.shape()).isEqualTo(Shape.of(3, 2));
        assertThat(toJson(matrix)).isEqualTo("[1.0,2.0,3.0,4.0,5.0,6.0]");
        assertThat(toJson(matrix)).isEqualTo("[1.0,2.0,3.0,4.0,5.0,6.0]");
    }

    private Tensor fromJson(TensorType type, String data) {
        JsonNode tree = tree(data);
        Shape shape = Shape.of(tree.size());
        return new Tensor("t", type, shape, JsonTensorCodec.read(tree, type, shape));
    }

    private JsonNode tree(String data) {
        return json.object(("{\"data\":" + data + "}").getBytes(StandardCharsets.UTF_8))
                .get("data");
    }

    private static byte[] toBytes(Tensor tensor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryTensorCodec.write(tensor, out);
        return out.toByteArray();
    }

    private String toJson(Tensor tensor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.mapper().getFactory().createGenerator(out)) {
            JsonTensorCodec.write(tensor, generator);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
