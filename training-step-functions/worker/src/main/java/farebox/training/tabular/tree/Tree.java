package farebox.training.tabular.tree;

import farebox.training.onnx.TreeEnsemble;
import farebox.training.tabular.Matrix;
import java.util.ArrayList;
import java.util.List;

/** A decision tree: rows that are at most a threshold go left, and a leaf holds what is predicted for its rows. */
record Tree(List<Node> nodes) {
    Tree {
        nodes = List.copyOf(nodes);
    }

    /** A node of a tree, which names others by their place in the list; the first is the root. */
    sealed interface Node {}

    /** A question about one column. */
    record Split(int column, float threshold, boolean missingGoesLeft, int left, int right) implements Node {
        boolean goesLeft(float value) {
            return Float.isNaN(value) ? missingGoesLeft : value <= threshold;
        }
    }

    /** An answer: the share of each class, or one number. */
    record Leaf(double[] values) implements Node {}

    double[] predict(Matrix rows, int row) {
        int place = 0;
        while (true) {
            switch (nodes.get(place)) {
                case Split split -> place = split.goesLeft(rows.at(row, split.column())) ? split.left() : split.right();
                case Leaf(double[] values) -> {
                    return values;
                }
            }
        }
    }

    /** The same tree for a graph, its answers multiplied by a weight and moved by offsets. */
    TreeEnsemble.Tree toGraph(double weight, double[] offsets) {
        List<TreeEnsemble.Node> converted = new ArrayList<>();
        for (Node node : nodes) {
            converted.add(
                    switch (node) {
                        case Split split ->
                            new TreeEnsemble.Split(
                                    split.column(),
                                    split.threshold(),
                                    split.left(),
                                    split.right(),
                                    split.missingGoesLeft());
                        case Leaf(double[] values) -> leaf(values, weight, offsets);
                    });
        }
        return new TreeEnsemble.Tree(converted);
    }

    private static TreeEnsemble.Leaf leaf(double[] values, double weight, double[] offsets) {
        List<Float> weights = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            weights.add((float) (weight * (values[i] - offsets[i])));
        }
        return new TreeEnsemble.Leaf(weights);
    }
}
