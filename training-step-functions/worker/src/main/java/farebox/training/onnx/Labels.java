package farebox.training.onnx;

import java.util.List;

/** Ends of a classifier's graph that name classes instead of numbering them. */
public final class Labels {
    private Labels() {}

    /** The label of the largest score of each row: scores [n, classes] become strings [n]. */
    public static Value ofLargest(GraphBuilder graph, Value scores, List<String> labels) {
        Value best = graph.apply(Operator.of("ArgMax").withInt("axis", 1).withInt("keepdims", 0), scores);
        return graph.apply(
                Operator.of("Gather").withInt("axis", 0), graph.constant("labels", Tensor.strings(labels)), best);
    }
}
