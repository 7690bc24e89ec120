package farebox.models.publish.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.models.ModelSpec;
import farebox.models.Pooling;
import farebox.models.TextInput;
import farebox.models.TokenIds;
import farebox.models.TokenTensor;
import farebox.models.onnx.OnnxEngine;
import farebox.models.onnx.OnnxSession;
import farebox.models.onnx.SessionSettings;
import farebox.models.publish.TestGraph;
import farebox.models.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchComparisonTest {
    private static final ModelSpec.TextEmbedding SPEC =
            new ModelSpec.TextEmbedding(new TextInput(8, 4), "hidden", Pooling.MEAN, false, 2);
    private static final List<Tensor> SAMPLE = List.of(TokenTensor.INPUT_IDS.of(new TokenIds(new long[] {1, 3, 2})));

    @TempDir
    private Path folder;

    @Test
    void isAlike_forAGraphInFloatingPoint() throws Exception {
        assertThat(isAlike(lookUp("hidden", -1))).isTrue();
    }

    @Test
    void isAlike_notWhereOneTextChangesAnother() throws Exception {
        TestGraph graph = lookUp("vectors", -1)
                .node("ReduceMax", List.of("vectors"), "max", TestGraph.integers("axes", 0L))
                .node("Div", List.of("vectors", "max"), "hidden");

        assertThat(isAlike(graph)).isFalse();
    }

    @Test
    void isAlike_notForAGraphThatTakesOneText() throws Exception {
        assertThat(isAlike(lookUp("hidden", 1))).isFalse();
    }

    private static TestGraph lookUp(String output, long texts) {
        return new TestGraph()
                .input("input_ids", TestGraph.INT64, texts, -2)
                .output("hidden", TestGraph.FLOAT, texts, -2, 2)
                .floats("words", List.of(4L, 2L), 1, 2, 3, 5, 7, 11, 13, 17)
                .node("Gather", List.of("words", "input_ids"), output);
    }

    private boolean isAlike(TestGraph graph) throws Exception {
        OnnxEngine.start();
        Path file = Files.write(folder.resolve("graph.onnx"), graph.toBytes());
        try (OnnxSession session = OnnxSession.open(file, SessionSettings.asGiven())) {
            return new BatchComparison(session, SPEC).isAlike(List.of(SAMPLE));
        }
    }
}
