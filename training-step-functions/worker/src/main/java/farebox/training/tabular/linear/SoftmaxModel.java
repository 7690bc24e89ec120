package farebox.training.tabular.linear;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Value;
import farebox.training.tabular.DesignMatrix;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.TabularModel;

/** Class probabilities, proportional to the exponentials of weighted sums. */
public record SoftmaxModel(LinearModel scores) implements TabularModel {
    @Override
    public double[][] predict(Matrix rows) {
        return probabilities(rows);
    }

    /** The probability of each class for each row. */
    public double[][] probabilities(DesignMatrix rows) {
        double[][] predictions = scores.sums(rows);
        for (double[] prediction : predictions) {
            Softmax.apply(prediction);
        }
        return predictions;
    }

    @Override
    public Value export(GraphBuilder graph, Value rows) {
        return graph.apply(Operator.of("Softmax").withInt("axis", 1), scores.export(graph, rows));
    }
}
