package farebox.training.tabular.linear;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.tabular.DesignMatrix;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.TabularModel;

/**
 * Weighted sums of a row, one per output.
 *
 * @param weights [outputs][columns]
 */
public record LinearModel(double[][] weights, double[] intercepts) implements TabularModel {
    @Override
    public double[][] predict(Matrix rows) {
        return sums(rows);
    }

    /** The sums of each row. */
    double[][] sums(DesignMatrix rows) {
        double[][] sums = new double[rows.rows()][];
        for (int row = 0; row < sums.length; row++) {
            sums[row] = sums(rows, row);
        }
        return sums;
    }

    private double[] sums(DesignMatrix rows, int row) {
        double[] sums = intercepts.clone();
        for (int output = 0; output < sums.length; output++) {
            sums[output] += rows.dot(row, weights[output], 0);
        }
        return sums;
    }

    @Override
    public Value export(GraphBuilder graph, Value rows) {
        int columns = weights[0].length;
        float[] transposed = new float[columns * weights.length];
        float[] offsets = new float[weights.length];
        for (int output = 0; output < weights.length; output++) {
            offsets[output] = (float) intercepts[output];
            for (int j = 0; j < columns; j++) {
                transposed[j * weights.length + output] = (float) weights[output][j];
            }
        }
        return graph.apply(
                "Gemm",
                rows,
                graph.constant("weights", Tensor.floats(transposed, columns, weights.length)),
                graph.constant("intercepts", Tensor.floats(offsets, offsets.length)));
    }
}
