package farebox.inference;

/**
 * Durations as sums that can be added up. They are kept as logarithms: they are compared as ratios, and one long
 * duration among short ones then weighs little.
 *
 * @param sum of the natural logarithms of nanoseconds, in millionths
 * @param squares sum of the squares of these logarithms, in millionths
 */
public record LogSum(long sum, long squares) {
    static final LogSum NONE = new LogSum(0, 0);

    private static final double SCALE = 1e6;

    static LogSum of(double nanos) {
        double log = Math.log(Math.max(1, nanos));
        return new LogSum(Math.round(log * SCALE), Math.round(log * log * SCALE));
    }

    LogSum plus(LogSum other) {
        return new LogSum(sum + other.sum, squares + other.squares);
    }

    /** The mean logarithm of so many durations in nanoseconds; NaN of none. */
    public double mean(long count) {
        return sum / SCALE / count;
    }

    /** The variance of that logarithm; NaN of none. */
    public double variance(long count) {
        return Math.max(0, squares / SCALE / count - mean(count) * mean(count));
    }
}
