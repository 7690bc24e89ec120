package farebox.training.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities can be taken at their word: rows in bins of the probability of the predicted class, beside how
 * often that class was the true one.
 *
 * @param expectedError the mean distance of the two over rows (Naeini, Cooper and Hauskrecht, 2015)
 */
public record Calibration(List<Bin> bins, double expectedError) {
    private static final int BINS = 10;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /** Rows whose probability lies in one tenth. */
    public record Bin(int rows, double meanProbability, double accuracy) {}

    public static Calibration of(Scored scored) {
        int[] rows = new int[BINS];
        double[] probabilities = new double[BINS];
        int[] right = new int[BINS];
        for (int row = 0; row < scored.rows(); row++) {
            double probability = scored.predictions()[row][scored.predicted(row)];
            int bin = Math.clamp((int) (probability * BINS), 0, BINS - 1);
            rows[bin]++;
            probabilities[bin] += probability;
            right[bin] += scored.predicted(row) == scored.label(row) ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (rows[bin] > 0) {
                bins.add(new Bin(rows[bin], probabilities[bin] / rows[bin], (double) right[bin] / rows[bin]));
                error += Math.abs(probabilities[bin] - right[bin]) / scored.rows();
            }
        }
        return new Calibration(bins, error);
    }
}
