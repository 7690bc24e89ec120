package farebox.monitoring;

import java.time.Duration;

/**
 * The calls to one version of a model within some time. Not for several threads at once.
 *
 * <p>A call that is refused before its model runs is in none.
 */
public final class CallRecord {
    private static final double NANOS_PER_MILLI = 1e6;

    private final NumberDistribution milliseconds;
    private final ModelDistributions distributions;
    private long errors;

    public CallRecord() {
        this(0, new NumberDistribution(), ModelDistributions.empty());
    }

    CallRecord(long errors, NumberDistribution milliseconds, ModelDistributions distributions) {
        this.errors = errors;
        this.milliseconds = milliseconds;
        this.distributions = distributions;
    }

    public void succeeded(Duration time) {
        milliseconds.add(time.toNanos() / NANOS_PER_MILLI);
    }

    public void failed() {
        errors++;
    }

    public void merge(CallRecord other) {
        errors += other.errors;
        milliseconds.merge(other.milliseconds);
        distributions.merge(other.distributions);
    }

    /** How many calls ran, failed ones included. */
    public long requests() {
        return milliseconds.count() + errors;
    }

    public long errors() {
        return errors;
    }

    /** The times of the calls that succeeded. */
    public NumberDistribution milliseconds() {
        return milliseconds;
    }

    /** Of some of the rows at least. */
    public ModelDistributions distributions() {
        return distributions;
    }
}
