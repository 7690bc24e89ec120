package farebox.training.onnx;

import java.util.List;

/** Ends of a classifier's graph that name classes instead of numbering them. */
public final class Labels {
    /** Output of a classifier: the most probable label of each item, string [items]. */
    public static final String LABEL = "label";

    /** Output of a classifier: float32 [items, classes]. */
    public static final String PROBABILITIES = "probabilities";

    private Labels() {}

    /** The label of the largest score of each row: scores [n, classes] become strings [n]. */
    public static Value ofLargest(GraphBuilder graph, Value scores, List<String> labels) {
        Value best = graph.apply(Operator.of("ArgMax").withInt("axis", 1).withInt("keepdims", 0), scores);
        return graph.apply(
                Operator.of("Gather").withInt("axis", 0), graph.constant("labels", Tensor.strings(labels)), best);
    }

    /** Gives the two outputs of a classifier. */
    public static void classify(GraphBuilder graph, Value probabilities, List<String> labels, Dimension items) {
        graph.output(LABEL, ofLargest(graph, probabilities, labels), ElementType.STRING, items);
        graph.output(PROBABILITIES, probabilities, ElementType.FLOAT, items, Dimension.fixed(labels.size()));
    }
}
