package farebox.training.tabular.tree;

import farebox.training.tabular.Examples;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Finds the split of a node that lowers impurity most. */
final class SplitSearch {
    private final Examples examples;
    private final GrowthLimits limits;
    private final RandomGenerator random;
    private final int[] columns;
    private final NodeSum left;
    private final NodeSum right;

    SplitSearch(Examples examples, GrowthLimits limits, RandomGenerator random) {
        this.examples = examples;
        this.limits = limits;
        this.random = random;
        this.columns = new int[examples.rows().columns()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i;
        }
        this.left = new NodeSum(examples.task().outputs());
        this.right = new NodeSum(examples.task().outputs());
    }

    /** A question and how much it lowers impurity. */
    record Found(int column, float threshold, boolean missingGoesLeft, double gain) {}

    /** Draws columns without replacement; continues past the limit until one of them can be split at all. */
    Optional<Found> best(int[] rows, NodeSum node) {
        Optional<Found> best = Optional.empty();
        for (int drawn = 0; drawn < columns.length; drawn++) {
            if (drawn >= limits.columnsPerSplit() && best.isPresent()) {
                break;
            }
            int column = draw(drawn);
            best = better(best, bestOf(column, rows, node));
        }
        return best;
    }

    private int draw(int drawn) {
        int chosen = drawn + random.nextInt(columns.length - drawn);
        int column = columns[chosen];
        columns[chosen] = columns[drawn];
        columns[drawn] = column;
        return column;
    }

    private static Optional<Found> better(Optional<Found> a, Optional<Found> b) {
        return b.isEmpty() || (a.isPresent() && a.get().gain() >= b.get().gain()) ? a : b;
    }

    private Optional<Found> bestOf(int column, int[] rows, NodeSum node) {
        SortedColumn sorted = SortedColumn.of(examples.rows(), column, rows);
        Optional<Found> best = scan(column, sorted, node, false);
        return sorted.missing() == 0 ? best : better(best, scan(column, sorted, node, true));
    }

    private Optional<Found> scan(int column, SortedColumn sorted, NodeSum node, boolean missingGoesLeft) {
        left.clear();
        right.set(node);
        if (missingGoesLeft) {
            for (int i = sorted.present(); i < sorted.size(); i++) {
                move(sorted.row(i));
            }
        }
        double best = 1e-9 * (1 + node.impurity());
        int place = -1;
        for (int i = 0; i < sorted.present() - 1; i++) {
            move(sorted.row(i));
            if (sorted.value(i) < sorted.value(i + 1) && isLargeEnough()) {
                double gain = node.impurity() - left.impurity() - right.impurity();
                if (gain > best) {
                    best = gain;
                    place = i;
                }
            }
        }
        return place < 0
                ? Optional.empty()
                : Optional.of(new Found(column, sorted.threshold(place), missingGoesLeft, best));
    }

    private void move(int row) {
        left.add(examples, row);
        right.remove(examples, row);
    }

    private boolean isLargeEnough() {
        return left.rows() >= limits.minLeafRows() && right.rows() >= limits.minLeafRows();
    }
}
