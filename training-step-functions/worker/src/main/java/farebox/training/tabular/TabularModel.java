package farebox.training.tabular;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Value;

/** A trained model. Immutable. */
public interface TabularModel {
    /**
     * One array per row: the probability of each class, or one number.
     *
     * @param rows prepared as the family asks
     */
    double[][] predict(Matrix rows);

    /**
     * Writes the model into a graph.
     *
     * @param rows float32 [rows, columns], prepared as the family asks
     * @return float32 [rows, outputs], what {@link #predict} gives
     */
    Value export(GraphBuilder graph, Value rows);
}
