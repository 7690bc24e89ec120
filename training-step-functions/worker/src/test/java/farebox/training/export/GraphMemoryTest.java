package farebox.training.export;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class GraphMemoryTest {
    private static final int WIDTH = 3_000;
    private static final long WEIGHTS = (long) WIDTH * WIDTH * Float.BYTES;

    @Test
    void weights_areInMemory() {
        assertThat(GraphMemory.measure(product(WIDTH)).orElseThrow()).isBetween(WEIGHTS, 4 * WEIGHTS);
    }

    @Test
    void whatAnySessionTakes_isNotOfTheGraph() {
        assertThat(GraphMemory.measure(product(4)).orElseThrow()).isLessThan(WEIGHTS / 4);
    }

    @Test
    void graphWhoseInputsDependOnEachOther_isNotMeasured() {
        GraphBuilder graph = new GraphBuilder("sum");
        Value some = graph.input("some", ElementType.FLOAT, Dimension.fixed(1), Dimension.free("length"));
        Value others = graph.input("others", ElementType.FLOAT, Dimension.fixed(1), Dimension.fixed(3));
        graph.output("sum", graph.apply("Add", some, others), ElementType.FLOAT);

        assertThat(GraphMemory.measure(graph.build())).isEmpty();
    }

    private static OnnxGraph product(int width) {
        GraphBuilder graph = new GraphBuilder("product");
        Value input = graph.input("input", ElementType.FLOAT, Dimension.free("rows"), Dimension.fixed(width));
        Value weights = graph.constant("weights", Tensor.floats(new float[width * width], width, width));
        graph.output(
                "output",
                graph.apply("MatMul", input, weights),
                ElementType.FLOAT,
                Dimension.free("rows"),
                Dimension.fixed(width));
        return graph.build();
    }
}
