package farebox.training.tabular.tree;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.TreeEnsemble;
import farebox.training.onnx.Value;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.TabularModel;
import java.util.ArrayList;
import java.util.List;

/**
 * The mean of what several trees predict.
 *
 * @param base the mean over all examples; the graph adds small differences to it, which keeps its single precision
 */
record Forest(List<Tree> trees, double[] base) implements TabularModel {
    Forest {
        trees = List.copyOf(trees);
    }

    @Override
    public double[][] predict(Matrix rows) {
        double[][] predictions = new double[rows.rows()][base.length];
        for (int row = 0; row < predictions.length; row++) {
            for (Tree tree : trees) {
                double[] answer = tree.predict(rows, row);
                for (int i = 0; i < answer.length; i++) {
                    predictions[row][i] += answer[i] / trees.size();
                }
            }
        }
        return predictions;
    }

    @Override
    public Value export(GraphBuilder graph, Value rows) {
        List<Float> scores = new ArrayList<>();
        for (double value : base) {
            scores.add((float) value);
        }
        List<TreeEnsemble.Tree> converted = trees.stream()
                .map(tree -> tree.toGraph(1.0 / trees.size(), base))
                .toList();
        return new TreeEnsemble(TreeEnsemble.Comparison.LESS_OR_EQUAL, converted, scores).addTo(graph, rows);
    }
}
