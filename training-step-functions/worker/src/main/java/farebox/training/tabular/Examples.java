package farebox.training.tabular;

/**
 * Rows to learn from.
 *
 * @param targets one per row: the index of a class, or the number to predict
 */
public record Examples(Matrix rows, double[] targets, Task task) {
    public Examples {
        if (rows.rows() != targets.length) {
            throw new IllegalArgumentException(rows.rows() + " rows with " + targets.length + " targets");
        }
    }

    public int size() {
        return targets.length;
    }

    /** The class of a row of a classification. */
    public int label(int row) {
        return (int) targets[row];
    }

    /** The examples of these indexes, in their order. */
    public Examples select(int[] indexes) {
        double[] chosen = new double[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            chosen[i] = targets[indexes[i]];
        }
        return new Examples(rows.select(indexes), chosen, task);
    }
}
