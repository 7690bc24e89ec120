package farebox.training.evaluation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Metrics of regressions. */
final class NumberMetrics {
    private NumberMetrics() {}

    static double rmse(Scored scored) {
        return Math.sqrt(meanError(scored, error -> error * error));
    }

    static double mae(Scored scored) {
        return meanError(scored, Math::abs);
    }

    /** The share of the variance that is explained; 0 where the targets do not vary. */
    static double r2(Scored scored) {
        double mean = Arrays.stream(scored.targets()).average().orElseThrow();
        double variance = Arrays.stream(scored.targets())
                .map(target -> (target - mean) * (target - mean))
                .average()
                .orElseThrow();
        return variance == 0 ? 0 : 1 - meanError(scored, error -> error * error) / variance;
    }

    private static double meanError(Scored scored, DoubleUnaryOperator cost) {
        return IntStream.range(0, scored.rows())
                .mapToDouble(row -> cost.applyAsDouble(scored.predictions()[row][0] - scored.targets()[row]))
                .average()
                .orElseThrow();
    }
}
