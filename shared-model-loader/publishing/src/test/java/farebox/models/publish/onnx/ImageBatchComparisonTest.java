package farebox.models.publish.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.models.ClassScores;
import farebox.models.ImageInput;
import farebox.models.ModelSpec;
import farebox.models.onnx.OnnxEngine;
import farebox.models.onnx.OnnxSession;
import farebox.models.onnx.SessionSettings;
import farebox.models.publish.TestGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBatchComparisonTest {
    private static final ModelSpec.ImageClassification SPEC = new ModelSpec.ImageClassification(
            new ImageInput(
                    "pixels",
                    4,
                    4,
                    ImageInput.Layout.CHANNELS_FIRST,
                    ImageInput.Resize.STRETCH,
                    List.of(0.0, 0.0, 0.0),
                    List.of(1.0, 1.0, 1.0)),
            new ClassScores("scores", ClassScores.Activation.SOFTMAX, List.of("red", "green", "blue")));

    @TempDir
    Path folder;

    @Test
    void isAlike_forAGraphThatTakesManyImages() throws Exception {
        assertThat(isAlike(mean("scores", -1))).isTrue();
    }

    @Test
    void isAlike_notWhereOneImageChangesAnother() throws Exception {
        TestGraph graph = mean("means", -1)
                .node("ReduceMax", List.of("means"), "max", TestGraph.integers("axes", 0L))
                .node("Div", List.of("means", "max"), "scores");

        assertThat(isAlike(graph)).isFalse();
    }

    @Test
    void isAlike_notForAGraphThatTakesOneImage() throws Exception {
        assertThat(isAlike(mean("scores", 1))).isFalse();
    }

    private static TestGraph mean(String output, long images) {
        return new TestGraph()
                .input("pixels", TestGraph.FLOAT, images, 3, 4, 4)
                .output("scores", TestGraph.FLOAT, images, 3)
                .node(
                        "ReduceMean",
                        List.of("pixels"),
                        output,
                        TestGraph.integers("axes", 2L, 3L),
                        TestGraph.integer("keepdims", 0));
    }

    private boolean isAlike(TestGraph graph) throws Exception {
        OnnxEngine.start();
        Path file = Files.write(folder.resolve("graph.onnx"), graph.toBytes());
        try (OnnxSession session = OnnxSession.open(file, SessionSettings.asGiven())) {
            return new ImageBatchComparison(session, SPEC).isAlike(new SampleInputs(session.schema()).of(SPEC.image()));
        }
    }
}
