package farebox.training.pipeline.gate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The errors of two models on the same rows: 1 for a wrong class and 0 for the right one, or the square of a
 * difference.
 */
public record PairedErrors(double[] candidate, double[] champion) {
    private static final double SIGNIFICANCE = 0.05;
    private static final int RESAMPLES = 2_000;

    /** @throws IllegalArgumentException if there are no rows, or not as many of both */
    public PairedErrors {
        if (candidate.length == 0 || candidate.length != champion.length) {
            throw new IllegalArgumentException("the errors of two models on the same rows are compared");
        }
    }

    public int rows() {
        return candidate.length;
    }

    /**
     * Whether the candidate's mean error is lower beyond chance, with one-sided confidence of 95 %: by McNemar's exact
     * test (1947) where every error is 0 or 1, else by the percentile interval of a paired bootstrap (Efron, 1979).
     */
    public boolean candidateIsBetter(RandomGenerator random) {
        boolean binary = isBinary(candidate) && isBinary(champion);
        return binary ? mcNemar() <= SIGNIFICANCE : lowerBound(random) > 0;
    }

    private static boolean isBinary(double[] errors) {
        return Arrays.stream(errors).allMatch(error -> error == 0 || error == 1);
    }

    /**
     * The chance that of the rows on which the two differ so many or more favour the candidate, if neither is better.
     */
    private double mcNemar() {
        int better = 0;
        int worse = 0;
        for (int row = 0; row < rows(); row++) {
            better += candidate[row] < champion[row] ? 1 : 0;
            worse += candidate[row] > champion[row] ? 1 : 0;
        }
        return atLeast(better, better + worse);
    }

    /** P(X ≥ k) for X binomial of n and 1/2. */
    private static double atLeast(int k, int n) {
        double logTerm = -n * Math.log(2);
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            sum += i >= k ? Math.exp(logTerm) : 0;
            logTerm += Math.log(n - i) - Math.log(i + 1.0);
        }
        return sum;
    }

    /** The lower end of the interval of champion's error less candidate's. */
    private double lowerBound(RandomGenerator random) {
        double[] differences = new double[rows()];
        Arrays.setAll(differences, row -> champion[row] - candidate[row]);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int row = 0; row < rows(); row++) {
                sum += differences[random.nextInt(rows())];
            }
            means[i] = sum / rows();
        }
        Arrays.sort(means);
        return means[(int) Math.floor(SIGNIFICANCE * RESAMPLES)];
    }
}
