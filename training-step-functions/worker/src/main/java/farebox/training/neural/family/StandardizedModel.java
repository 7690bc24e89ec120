package farebox.training.neural.family;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.TabularModel;

/** A model of rows that are first brought to mean 0 and deviation 1, column by column. */
record StandardizedModel(Moments moments, TabularModel model) implements TabularModel {
    /** What is taken from each column, and what the rest is multiplied by. */
    record Moments(float[] shift, float[] scale) {
        static Moments of(Matrix rows) {
            float[] shift = new float[rows.columns()];
            float[] scale = new float[rows.columns()];
            for (int column = 0; column < shift.length; column++) {
                double sum = 0;
                double squares = 0;
                for (int row = 0; row < rows.rows(); row++) {
                    sum += rows.at(row, column);
                    squares += (double) rows.at(row, column) * rows.at(row, column);
                }
                double mean = sum / rows.rows();
                double variance = squares / rows.rows() - mean * mean;
                shift[column] = (float) mean;
                scale[column] = variance > 1e-9 ? (float) (1 / Math.sqrt(variance)) : 0;
            }
            return new Moments(shift, scale);
        }

        Matrix apply(Matrix rows) {
            float[] values = rows.toArray();
            for (int i = 0; i < values.length; i++) {
                int column = i % shift.length;
                values[i] = (values[i] - shift[column]) * scale[column];
            }
            return Matrix.of(shift.length, values);
        }
    }

    @Override
    public double[][] predict(Matrix rows) {
        return model.predict(moments.apply(rows));
    }

    @Override
    public Value export(GraphBuilder graph, Value rows) {
        Value shifted = graph.apply("Sub", rows, graph.constant("shift", row(moments.shift())));
        return model.export(graph, graph.apply("Mul", shifted, graph.constant("scale", row(moments.scale()))));
    }

    private static Tensor row(float[] values) {
        return Tensor.floats(values, 1, values.length);
    }
}
