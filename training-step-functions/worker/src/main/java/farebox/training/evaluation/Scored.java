package farebox.training.evaluation;

import farebox.training.tabular.Task;

/**
 * Predictions beside what was true.
 *
 * @param predictions one array per row: the probability of each class, or one number
 * @param targets one per row: the index of a class, or a number
 */
public record Scored(double[][] predictions, double[] targets, Task task) {
    public Scored {
        if (predictions.length != targets.length || targets.length == 0) {
            throw new IllegalArgumentException(predictions.length + " predictions of " + targets.length + " targets");
        }
    }

    public int rows() {
        return targets.length;
    }

    /** The true class of a row. */
    public int label(int row) {
        return (int) targets[row];
    }

    /** The class of the largest probability, the first of equals. */
    public int predicted(int row) {
        return largest(predictions[row]);
    }

    /** The place of the largest number, the first of equals. */
    public static int largest(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }

    /** How often each true class (first index) was predicted as each (second index). */
    public int[][] confusion() {
        int[][] confusion = new int[task.outputs()][task.outputs()];
        for (int row = 0; row < rows(); row++) {
            confusion[label(row)][predicted(row)]++;
        }
        return confusion;
    }
}
