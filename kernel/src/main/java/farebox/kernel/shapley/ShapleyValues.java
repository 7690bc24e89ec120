package farebox.kernel.shapley;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What each of several features adds to a prediction: KernelSHAP (Lundberg and Lee, A Unified Approach to Interpreting
 * Model Predictions, 2017). A weighted least squares fit over coalitions of features gives contributions that add up to
 * the difference between the prediction with all features and that with none.
 *
 * @param maxCoalitions that are tried where there are too many features to try all
 */
public record ShapleyValues(int features, int maxCoalitions, RandomGenerator random) {
    /**
     * Contributions by feature.
     *
     * @param worth of each of the given coalitions, which say by feature who is in; they are neither none nor all
     * @param none the worth of no feature
     * @param all the worth of all features
     */
    public double[] of(Function<List<boolean[]>, double[]> worth, double none, double all) {
        if (features == 1) {
            return new double[] {all - none};
        }
        List<Coalition> coalitions = Coalition.draw(features, maxCoalitions, random);
        double[] values = worth.apply(
                        coalitions.stream().map(Coalition::members).toList())
                .clone();
        for (int i = 0; i < values.length; i++) {
            values[i] -= none;
        }
        return ShapleyFit.solve(coalitions, values, all - none);
    }
}
