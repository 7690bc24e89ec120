package farebox.models.publish.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.models.FileRole;
import farebox.models.publish.BundledModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused is in {@link HostileGraphs}. The numbers of fields are those of onnx.proto. */
class OnnxGraphValidatorTest {
    private static final Place ROOT = Place.root("recognition.onnx");

    @Test
    void check_admitsTheBundledModel() throws IOException {
        try (InputStream graph =
                BundledModel.allMiniLmL6V2().file(FileRole.GRAPH).open()) {
            byte[] bytes = graph.readAllBytes();

            assertThatCode(() -> OnnxGraphValidator.check(ByteBuffer.wrap(bytes), ROOT))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void check_admitsTheGraphThatTheHostileOnesAreMadeOf() {
        assertThatCode(() -> OnnxGraphValidator.check(ByteBuffer.wrap(HostileGraphs.harmless()), ROOT))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ai.onnx", "com.microsoft"})
    void check_admitsOperatorsOfKnownDomains(String domain) {
        assertThatCode(() -> OnnxGraphValidator.check(model(domain, "Gelu"), ROOT))
                .doesNotThrowAnyException();
    }

    @Test
    void check_saysWhereARuleIsBroken() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> OnnxGraphValidator.check(model("evil", "Gelu"), ROOT))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo("onnx_domain");
                    assertThat(e.param()).contains("recognition.onnx: graph.node[0] 'first'.domain");
                });
    }

    private static ByteBuffer model(String domain, String operator) {
        ProtoWriter node = ProtoWriter.message()
                .text(1, "x")
                .text(2, "y")
                .text(3, "first")
                .text(4, operator)
                .text(7, domain);
        ProtoWriter graph = ProtoWriter.message()
                .nested(1, node)
                .nested(11, ProtoWriter.message().text(1, "x"))
                .nested(12, ProtoWriter.message().text(1, "y"));
        return ProtoWriter.message()
                .number(1, 8)
                .nested(8, ProtoWriter.message().number(2, 20))
                .nested(7, graph)
                .toBuffer();
    }
}
