package farebox.training.neural.fit;

import farebox.training.neural.Targets;
import java.util.function.ToDoubleBiFunction;

/** A measure of scores against targets, and which side of it is better. */
public record Metric(String name, Direction direction, ToDoubleBiFunction<float[], Targets> measure) {
    /** Which values are better. */
    public enum Direction {
        HIGHER_IS_BETTER,
        LOWER_IS_BETTER
    }

    public double of(float[] scores, Targets targets) {
        return measure.applyAsDouble(scores, targets);
    }

    /** Whether a value is better than another by at least this much. A NaN never is. */
    public boolean isBetter(double value, double best, double by) {
        return switch (direction) {
            case HIGHER_IS_BETTER -> value > best + by || (Double.isNaN(best) && !Double.isNaN(value));
            case LOWER_IS_BETTER -> value < best - by || (Double.isNaN(best) && !Double.isNaN(value));
        };
    }
}
