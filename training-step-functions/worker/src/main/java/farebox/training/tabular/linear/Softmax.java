package farebox.training.tabular.linear;

/** The softmax of scores. */
final class Softmax {
    private Softmax() {}

    /** Replaces scores by probabilities and returns the logarithm of the sum of the scores' exponentials. */
    static double apply(double[] scores) {
        double max = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            max = Math.max(max, score);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - max);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return max + Math.log(sum);
    }
}
