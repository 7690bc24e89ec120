package farebox.training.neural.fit;

import farebox.training.neural.Targets;
import farebox.training.neural.fit.Metric.Direction;

/** Metrics that training watches. */
public final class Metrics {
    private Metrics() {}

    /** The share of examples, or tokens, whose largest score is that of their class. */
    public static Metric accuracy() {
        return new Metric("accuracy", Direction.HIGHER_IS_BETTER, (scores, targets) -> {
            Labelled labelled = Labelled.of(targets);
            int width = scores.length / labelled.count();
            return labelled.mean(row -> largest(scores, row * width, width) == labelled.at(row) ? 1 : 0);
        });
    }

    /** The mean negative logarithm of the probability of the class, in nats. */
    public static Metric crossEntropy() {
        return new Metric("cross_entropy", Direction.LOWER_IS_BETTER, (scores, targets) -> {
            Labelled labelled = Labelled.of(targets);
            int width = scores.length / labelled.count();
            return labelled.mean(row -> logSum(scores, row * width, width) - scores[row * width + labelled.at(row)]);
        });
    }

    /** The root of the mean squared difference. */
    public static Metric rootMeanSquaredError() {
        return new Metric("rmse", Direction.LOWER_IS_BETTER, (scores, targets) -> switch (targets) {
            case Targets.Values(float[] values, int width) -> rootMeanSquare(scores, values);
            case Targets.Classes _, Targets.NextTokens _ ->
                throw new IllegalArgumentException("classes have no squared error");
        });
    }

    private static double rootMeanSquare(float[] scores, float[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = (double) scores[i] - values[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum / values.length);
    }

    private static int largest(float[] scores, int start, int width) {
        int best = 0;
        for (int i = 1; i < width; i++) {
            best = scores[start + i] > scores[start + best] ? i : best;
        }
        return best;
    }

    private static double logSum(float[] scores, int start, int width) {
        double most = scores[start + largest(scores, start, width)];
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += Math.exp(scores[start + i] - most);
        }
        return most + Math.log(sum);
    }
}
