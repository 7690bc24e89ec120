package farebox.training.tabular.tree;

import farebox.training.tabular.Examples;
import farebox.training.tabular.Task;
import java.util.Arrays;

/**
 * Sums over the rows of a node, from which its impurity follows: for classes the Gini index times the rows, for numbers
 * the sum of squared deviations. Both are {@code sum of squares - squared sums / rows}, one sum per output.
 */
final class NodeSum {
    private final double[] sums;
    private double squares;
    private int rows;

    NodeSum(int outputs) {
        this.sums = new double[outputs];
    }

    void add(Examples examples, int row) {
        count(examples, row, 1);
    }

    void remove(Examples examples, int row) {
        count(examples, row, -1);
    }

    private void count(Examples examples, int row, int sign) {
        rows += sign;
        switch (examples.task()) {
            case Task.Classification classification -> {
                sums[examples.label(row)] += sign;
                squares += sign;
            }
            case Task.Regression regression -> {
                double target = examples.targets()[row];
                sums[0] += sign * target;
                squares += sign * target * target;
            }
        }
    }

    void clear() {
        Arrays.fill(sums, 0);
        squares = 0;
        rows = 0;
    }

    /** Takes over the sums of another node. */
    void set(NodeSum other) {
        System.arraycopy(other.sums, 0, sums, 0, sums.length);
        squares = other.squares;
        rows = other.rows;
    }

    int rows() {
        return rows;
    }

    double impurity() {
        if (rows == 0) {
            return 0;
        }
        double squaredSums = 0;
        for (double sum : sums) {
            squaredSums += sum * sum;
        }
        return squares - squaredSums / rows;
    }

    double[] means() {
        double[] means = sums.clone();
        for (int i = 0; i < means.length; i++) {
            means[i] /= rows;
        }
        return means;
    }
}
