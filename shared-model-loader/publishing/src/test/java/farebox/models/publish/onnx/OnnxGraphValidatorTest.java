package farebox.models.publish.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.models.FileRole;
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
class OnnxGraphValidatorTest {
    @Test
    void check_admitsTheBundledModel() throws IOException {
        try (InputStream graph =
                BundledModel.allMiniLmL6V2().file(FileRole.GRAPH).open()) {
            byte[] bytes = graph.readAllBytes();

            assertThatCode(() -> OnnxGraphValidator.check(ByteBuffer.wrap(bytes)))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ai.onnx", "ai.onnx.ml", "com.microsoft"})
    void check_admitsKnownOperators(String domain) {
        assertThatCode(() -> OnnxGraphValidator.check(model(graph(node("Add").text(7, domain)))))
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
        ProtoWriter byLocation = tensor(4).number(14, 1);
        ProtoWriter byName =
                tensor(4).nested(13, ProtoWriter.message().text(1, "location").text(2, "../secret"));
        for (ProtoWriter external : new ProtoWriter[] {byLocation, byName}) {
            assertRefused(model(ProtoWriter.message().nested(5, external)), "other files");
            assertRefused(
                    model(ProtoWriter.message().nested(15, ProtoWriter.message().nested(1, external))), "other files");
            assertRefused(
                    model(ProtoWriter.message().nested(15, ProtoWriter.message().nested(2, external))), "other files");
            for (int field : new int[] {5, 10}) {
                ProtoWriter attribute = ProtoWriter.message().nested(field, external);
                assertRefused(model(graph(node("Constant").nested(5, attribute))), "other files");
            }
            for (int field : new int[] {22, 23}) {
                ProtoWriter attribute = ProtoWriter.message()
                        .nested(field, ProtoWriter.message().nested(1, external));
                assertRefused(model(graph(node("Constant").nested(5, attribute))), "other files");
            }
            ProtoWriter subgraph =
                    ProtoWriter.message().nested(11, ProtoWriter.message().nested(5, external));
            assertRefused(model(graph(node("If").nested(5, subgraph))), "other files");
        }
    }

    @Test
    void check_refusesTrainingAndFunctions() {
        assertRefused(
                ProtoWriter.message()
                        .nested(7, graph(node("Add")))
                        .nested(20, ProtoWriter.message())
                        .toBuffer(),
                "trains");
        assertRefused(
                ProtoWriter.message()
                        .nested(7, graph(node("Add")))
                        .nested(25, ProtoWriter.message())
                        .toBuffer(),
                "functions");
    }

    @Test
    void check_refusesSizesBeyondReason() {
        assertRefused(model(ProtoWriter.message().nested(5, tensor(1L << 32))), "no such size");
        assertRefused(model(ProtoWriter.message().nested(5, tensor(-1))), "no such size");
        assertRefused(model(ProtoWriter.message().nested(5, tensor(1 << 16, 1 << 16))), "elements");
        ProtoWriter packed = ProtoWriter.message().bytes(1, new byte[] {-1, -1, -1, -1, 7, -1, -1, 3});
        assertRefused(model(ProtoWriter.message().nested(5, packed)), "elements");

        ProtoWriter many = ProtoWriter.message();
        for (int i = 0; i <= 100_000; i++) {
            many.nested(1, ProtoWriter.message());
        }
        assertRefused(model(many), "nodes");

        ProtoWriter deep = node("If");
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
        try (InputStream graph =
                BundledModel.allMiniLmL6V2().file(FileRole.GRAPH).open()) {
            byte[] bytes = graph.readAllBytes();
            assertRefused(ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length / 2)), "no ONNX");
        }
    }

    private static void assertRefused(ByteBuffer model, String reason) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> OnnxGraphValidator.check(model))
                .withMessageContaining(reason);
    }

    private static ByteBuffer model(ProtoWriter graph) {
        return ProtoWriter.message().number(1, 8).nested(7, graph).toBuffer();
    }

    private static ProtoWriter graph(ProtoWriter node) {
        return ProtoWriter.message().nested(1, node);
    }

    private static ProtoWriter node(String operator) {
        return ProtoWriter.message().text(4, operator);
    }

    /** A node whose attribute holds a graph of that node. */
    private static ProtoWriter inside(ProtoWriter node) {
        return node("If").nested(5, ProtoWriter.message().nested(6, graph(node)));
    }

    private static ProtoWriter tensor(long... dimensions) {
        ProtoWriter tensor = ProtoWriter.message();
        for (long dimension : dimensions) {
            tensor.number(1, dimension);
        }
        return tensor;
    }
}
