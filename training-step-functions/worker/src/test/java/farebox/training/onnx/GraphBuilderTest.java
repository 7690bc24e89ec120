package farebox.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GraphBuilderTest {
    private static final Dimension ROWS = Dimension.free("rows");

    @Test
    void graph_takesAnyNumberOfRows() {
        OnnxGraph graph = doubling("x", "y");

        assertThat(Onnx.run(graph, Map.of("x", new float[][] {{1, 2}})))
                .hasEntrySatisfying("y", y -> assertThat(y).isEqualTo(new float[][] {{2, 4}}));
        assertThat(Onnx.run(graph, Map.of("x", new float[][] {{1, 2}, {3, 4}, {5, 6}})))
                .hasEntrySatisfying("y", y -> assertThat(y).isEqualTo(new float[][] {{2, 4}, {6, 8}, {10, 12}}));
    }

    @Test
    void labels_nameTheLargestScoreOfEachRow() {
        GraphBuilder builder = new GraphBuilder("labels");
        Value scores = builder.input("scores", ElementType.FLOAT, ROWS, Dimension.fixed(3));
        builder.output("label", Labels.ofLargest(builder, scores, List.of("a", "ü", "c")), ElementType.STRING, ROWS);

        Object labels =
                Onnx.run(builder.build(), Map.of("scores", new float[][] {{0, 2, 1}, {9, 2, 1}, {0, 1, 2}}), "label");

        assertThat(labels).isEqualTo(new String[] {"ü", "a", "c"});
    }

    @Test
    void everyKindOfAttribute_reachesTheRuntime() {
        GraphBuilder builder = new GraphBuilder("attributes");
        Value words = builder.input("word", ElementType.STRING, ROWS);
        Operator encoder = Operator.ml("LabelEncoder")
                .withStrings("keys_strings", List.of("red", "blue"))
                .withFloats("values_floats", 1.5f, 2.5f)
                .withFloat("default_float", -1f);
        Value number = builder.apply(encoder, words);
        Value wide = builder.apply(
                Operator.of("Pad").withString("mode", "constant"),
                number,
                builder.constant("pads", Tensor.vector(0, 1)));
        builder.output("number", wide, ElementType.FLOAT, Dimension.free("wide"));

        Object padded = Onnx.run(builder.build(), Map.of("word", new String[] {"blue", "green", "red"}), "number");

        assertThat(padded).isEqualTo(new float[] {2.5f, -1f, 1.5f, 0f});
    }

    @Test
    void apply_refusesAValueOfAnotherGraph() {
        GraphBuilder builder = new GraphBuilder("g");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.apply("Relu", new Value("elsewhere")))
                .withMessage("the graph g has no value elsewhere");
    }

    @Test
    void input_refusesANameInUse() {
        GraphBuilder builder = new GraphBuilder("g");
        builder.input("x", ElementType.FLOAT, ROWS);

        assertThatIllegalArgumentException().isThrownBy(() -> builder.input("x", ElementType.FLOAT, ROWS));
    }

    @Test
    void build_refusesAGraphWithoutOutput() {
        assertThatIllegalStateException().isThrownBy(() -> new GraphBuilder("g").build());
    }

    @Test
    void tensor_refusesElementsThatDoNotFillItsShape() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.floats(new float[5], 2, 3))
                .withMessage("5 elements do not fill a tensor of shape [2, 3]");
    }

    @Test
    void sameSteps_giveTheSameBytes() {
        assertThat(doubling("x", "y").toBytes()).isEqualTo(doubling("x", "y").toBytes());
    }

    static OnnxGraph doubling(String input, String output) {
        GraphBuilder builder = new GraphBuilder("doubling");
        Value x = builder.input(input, ElementType.FLOAT, ROWS, Dimension.fixed(2));
        Value twice = builder.apply("Mul", x, builder.constant("two", Tensor.scalar(2)));
        builder.output(output, twice, ElementType.FLOAT, ROWS, Dimension.fixed(2));
        return builder.build();
    }
}
