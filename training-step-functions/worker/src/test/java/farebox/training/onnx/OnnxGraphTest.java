package farebox.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class OnnxGraphTest {
    private static final Dimension ROWS = Dimension.free("rows");
    private static final Map<String, Object> ROW = Map.of("x", new float[][] {{1, -2}});

    @Test
    void append_feedsTheHeadFromTheGraph() {
        OnnxGraph joined =
                GraphBuilderTest.doubling("x", "y").append(GraphBuilderTest.doubling("in", "out"), Map.of("in", "y"));

        assertThat(joined.inputs()).containsExactly("x");
        assertThat(joined.outputs()).containsExactly("out");
        assertThat(Onnx.run(joined, ROW, "out")).isEqualTo(new float[][] {{4, -8}});
    }

    @Test
    void append_takesAnInnerValueAndDropsWhatNobodyNeeds() {
        OnnxGraph joined = classifier().append(GraphBuilderTest.doubling("in", "out"), Map.of("in", "relu_1"));

        assertThat(Onnx.run(joined, ROW, "out")).isEqualTo(new float[][] {{2, 0}});
        assertThat(joined.toProto().getGraph().getNodeList())
                .extracting(node -> node.getOpType())
                .doesNotContain("MatMul");
        assertThat(joined.toProto().getGraph().getInitializerList())
                .extracting(constant -> constant.getName())
                .noneMatch(name -> name.startsWith("weights"));
    }

    @Test
    void append_keepsInputsOfTheHeadThatNothingFeeds() {
        GraphBuilder builder = new GraphBuilder("sum");
        Value a = builder.input("a", ElementType.FLOAT, ROWS, Dimension.fixed(2));
        Value b = builder.input("b", ElementType.FLOAT, ROWS, Dimension.fixed(2));
        builder.output("sum", builder.apply("Add", a, b), ElementType.FLOAT, ROWS, Dimension.fixed(2));

        OnnxGraph joined = GraphBuilderTest.doubling("x", "y").append(builder.build(), Map.of("a", "y"));

        assertThat(joined.inputs()).containsExactly("x", "b");
        assertThat(Onnx.run(joined, Map.of("x", new float[][] {{1, 2}}, "b", new float[][] {{10, 20}}), "sum"))
                .isEqualTo(new float[][] {{12, 24}});
    }

    @Test
    void append_refusesUnknownNames() {
        OnnxGraph graph = GraphBuilderTest.doubling("x", "y");
        OnnxGraph head = GraphBuilderTest.doubling("in", "out");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.append(head, Map.of("in", "z")))
                .withMessage("the graph has no value z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.append(head, Map.of("inn", "y")))
                .withMessage("the head has no input inn");
    }

    @Test
    void append_refusesAnotherVersionOfTheOperators() {
        GraphBuilder builder = new GraphBuilder("old", 11);
        Value x = builder.input("in", ElementType.FLOAT, ROWS);
        builder.output("out", builder.apply("Relu", x), ElementType.FLOAT, ROWS);
        OnnxGraph old = builder.build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> GraphBuilderTest.doubling("x", "y").append(old, Map.of("in", "y")))
                .withMessage("the graph uses version 17 of the operators '', the head version 11");
    }

    @Test
    void parse_readsWhatWasWritten() {
        OnnxGraph graph = GraphBuilderTest.doubling("x", "y").withMetadata(Map.of("b", "2", "a", "1"));

        OnnxGraph read = OnnxGraph.parse(graph.toBytes());

        assertThat(read.metadata()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
        assertThat(read.opset()).isEqualTo(17);
        assertThat(read.toBytes()).isEqualTo(graph.toBytes());
    }

    @Test
    void parse_refusesBytesThatAreNoModel() {
        assertThatIllegalArgumentException().isThrownBy(() -> OnnxGraph.parse(new byte[] {1, 2, 3}));
        assertThatIllegalArgumentException().isThrownBy(() -> OnnxGraph.parse(new byte[0]));
    }

    private static OnnxGraph classifier() {
        GraphBuilder builder = new GraphBuilder("classifier");
        Value x = builder.input("x", ElementType.FLOAT, ROWS, Dimension.fixed(2));
        Value features = builder.apply("Relu", x);
        Value scores =
                builder.apply("MatMul", features, builder.constant("weights", Tensor.floats(new float[6], 2, 3)));
        builder.output("scores", scores, ElementType.FLOAT, ROWS, Dimension.fixed(3));
        return builder.build();
    }
}
