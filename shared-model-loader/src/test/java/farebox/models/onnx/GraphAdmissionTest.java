package farebox.models.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.models.publish.BundledModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of fields are those of onnx.proto. */
class GraphAdmissionTest {
    @Test
    void check_admitsTheBundledModel() throws IOException {
        try (InputStream graph = BundledModel.allMiniLmL6V2().graph().open()) {
            byte[] bytes = graph.readAllBytes();

            assertThatCode(() -> GraphAdmission.check(ByteBuffer.wrap(bytes))).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ai.onnx", "ai.onnx.ml", "com.microsoft"})
    void check_admitsKnownOperators(String domain) {
        assertThatCode(() -> GraphAdmission.check(model(graph(node("Add").text(7, domain)))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil", "ai.onnx.contrib", "com.microsoft.extensions", "AI.ONNX", "ai.onnx.training"})
    void check_refusesOperatorsOfOtherMakers(String domain) {
        assertRefused(model(graph(node("Add").text(7, domain))), "operators");
        assertRefused(model(graph(inside(inside(node("Add").text(7, domain))))), "operators");
    }

    @Test
    void check_refusesCompiledGraphs() {
        assertRefused(model(graph(node("EPContext").text(7, "com.microsoft"))), "compiled");
    }

    @Test
    void check_refusesDataInOtherFilesWhereverItIsHidden() {
        Proto byLocation = tensor(4).number(14, 1);
        Proto byName = tensor(4).nested(13, Proto.message().text(1, "location").text(2, "../secret"));
        for (Proto external : new Proto[] {byLocation, byName}) {
            assertRefused(model(Proto.message().nested(5, external)), "other files");
            assertRefused(model(Proto.message().nested(15, Proto.message().nested(1, external))), "other files");
            assertRefused(model(Proto.message().nested(15, Proto.message().nested(2, external))), "other files");
            for (int field : new int[] {5, 10}) {
                Proto attribute = Proto.message().nested(field, external);
                assertRefused(model(graph(node("Constant").nested(5, attribute))), "other files");
            }
            for (int field : new int[] {22, 23}) {
                Proto attribute = Proto.message().nested(field, Proto.message().nested(1, external));
                assertRefused(model(graph(node("Constant").nested(5, attribute))), "other files");
            }
            Proto subgraph = Proto.message().nested(11, Proto.message().nested(5, external));
            assertRefused(model(graph(node("If").nested(5, subgraph))), "other files");
        }
    }

    @Test
    void check_refusesTrainingAndFunctions() {
        assertRefused(
                Proto.message()
                        .nested(7, graph(node("Add")))
                        .nested(20, Proto.message())
                        .toBuffer(),
                "trains");
        assertRefused(
                Proto.message()
                        .nested(7, graph(node("Add")))
                        .nested(25, Proto.message())
                        .toBuffer(),
                "functions");
    }

    @Test
    void check_refusesSizesBeyondReason() {
        assertRefused(model(Proto.message().nested(5, tensor(1L << 32))), "no such size");
        assertRefused(model(Proto.message().nested(5, tensor(-1))), "no such size");
        assertRefused(model(Proto.message().nested(5, tensor(1 << 16, 1 << 16))), "elements");
        Proto packed = Proto.message().bytes(1, new byte[] {-1, -1, -1, -1, 7, -1, -1, 3});
        assertRefused(model(Proto.message().nested(5, packed)), "elements");

        Proto many = Proto.message();
        for (int i = 0; i <= 100_000; i++) {
            many.nested(1, Proto.message());
        }
        assertRefused(model(many), "nodes");

        Proto deep = node("If");
        for (int i = 0; i < 8; i++) {
            deep = inside(deep);
        }
        assertRefused(model(graph(deep)), "deeper");
    }

    @Test
    void check_refusesWhatIsNoOnnx() throws IOException {
        assertRefused(ByteBuffer.allocate(0), "no ONNX graph");
        assertRefused(ByteBuffer.wrap("PK\u0003\u0004 a jar".getBytes(StandardCharsets.UTF_8)), "ONNX");
        assertRefused(ByteBuffer.wrap(new byte[] {0x3a, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}), "no ONNX");
        assertRefused(ByteBuffer.wrap(new byte[] {0x3a, 100, 0}), "no ONNX");
        assertRefused(ByteBuffer.wrap(new byte[] {0x3a, -1, -1, -1, -1, 15}), "no ONNX");
        assertRefused(ByteBuffer.wrap(new byte[] {0x39, 0}), "no ONNX");
        assertRefused(ByteBuffer.wrap(new byte[] {0x3b}), "no ONNX");
        try (InputStream graph = BundledModel.allMiniLmL6V2().graph().open()) {
            byte[] bytes = graph.readAllBytes();
            assertRefused(ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length / 2)), "no ONNX");
        }
    }

    private static void assertRefused(ByteBuffer model, String reason) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> GraphAdmission.check(model))
                .withMessageContaining(reason);
    }

    private static ByteBuffer model(Proto graph) {
        return Proto.message().number(1, 8).nested(7, graph).toBuffer();
    }

    private static Proto graph(Proto node) {
        return Proto.message().nested(1, node);
    }

    private static Proto node(String operator) {
        return Proto.message().text(4, operator);
    }

    /** A node whose attribute holds a graph of that node. */
    private static Proto inside(Proto node) {
        return node("If").nested(5, Proto.message().nested(6, graph(node)));
    }

    private static Proto tensor(long... dimensions) {
        Proto tensor = Proto.message();
        for (long dimension : dimensions) {
            tensor.number(1, dimension);
        }
        return tensor;
    }
}
