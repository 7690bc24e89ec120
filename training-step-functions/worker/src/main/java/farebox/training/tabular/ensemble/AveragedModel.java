package farebox.training.tabular.ensemble;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.TabularModel;

/** The mean of two models' predictions. */
record AveragedModel(TabularModel first, TabularModel second) implements TabularModel {
    @Override
    public double[][] predict(Matrix rows) {
        double[][] mean = first.predict(rows);
        double[][] other = second.predict(rows);
        for (int row = 0; row < mean.length; row++) {
            for (int i = 0; i < mean[row].length; i++) {
                mean[row][i] = (mean[row][i] + other[row][i]) / 2;
            }
        }
        return mean;
    }

    @Override
    public Value export(GraphBuilder graph, Value rows) {
        Value sum = graph.apply("Add", first.export(graph, rows), second.export(graph, rows));
        return graph.apply("Mul", sum, graph.constant("half", Tensor.scalar(0.5f)));
    }
}
