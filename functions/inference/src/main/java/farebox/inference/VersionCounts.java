package farebox.inference;

import java.time.Duration;

/**
 * What requests to one version of a model came to, as sums that can be added up.
 *
 * @param requests answered or failed; those that were refused for the caller's fault are not counted
 * @param errors of the requests, failed for the service's fault
 * @param latency of the answered requests
 * @param inputLatency of the answered requests, each divided by the number of its inputs
 */
public record VersionCounts(long requests, long errors, LogSum latency, LogSum inputLatency) {
    public static final VersionCounts NONE = new VersionCounts(0, 0, LogSum.NONE, LogSum.NONE);

    /** One answered request with one input. */
    public static VersionCounts answered(Duration compute) {
        return answered(compute, 1);
    }

    /** One answered request. */
    public static VersionCounts answered(Duration compute, long inputs) {
        double nanos = compute.toNanos();
        return new VersionCounts(1, 0, LogSum.of(nanos), LogSum.of(nanos / Math.max(1, inputs)));
    }

    /** One failed request. */
    public static VersionCounts failed() {
        return new VersionCounts(1, 1, LogSum.NONE, LogSum.NONE);
    }

    public VersionCounts plus(VersionCounts other) {
        return new VersionCounts(
                requests + other.requests,
                errors + other.errors,
                latency.plus(other.latency),
                inputLatency.plus(other.inputLatency));
    }

    /** Requests whose latency is known. */
    public long answered() {
        return requests - errors;
    }

    /** The mean logarithm of the latency in nanoseconds; NaN without an answered request. */
    public double meanLog() {
        return latency.mean(answered());
    }
}
