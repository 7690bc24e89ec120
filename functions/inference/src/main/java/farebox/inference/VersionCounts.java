package farebox.inference;

import java.time.Duration;

/**
 * What requests to one version of a model came to, as sums that can be added up. Latencies are kept as logarithms: they
 * are compared as ratios, and one slow request among fast ones then weighs little.
 *
 * @param requests answered or failed; those that were refused for the caller's fault are not counted
 * @param errors of the requests, failed for the service's fault
 * @param logLatency sum of the natural logarithms of the answered requests' nanoseconds, in millionths
 * @param logLatencySquared sum of the squares of these logarithms, in millionths
 */
public record VersionCounts(long requests, long errors, long logLatency, long logLatencySquared) {
    public static final VersionCounts NONE = new VersionCounts(0, 0, 0, 0);

    private static final double SCALE = 1e6;

    /** One answered request. */
    public static VersionCounts answered(Duration compute) {
        double log = Math.log((double) Math.max(1, compute.toNanos()));
        return new VersionCounts(1, 0, Math.round(log * SCALE), Math.round(log * log * SCALE));
    }

    /** One failed request. */
    public static VersionCounts failed() {
        return new VersionCounts(1, 1, 0, 0);
    }

    public VersionCounts plus(VersionCounts other) {
        return new VersionCounts(
                requests + other.requests,
                errors + other.errors,
                logLatency + other.logLatency,
                logLatencySquared + other.logLatencySquared);
    }

    /** Requests whose latency is known. */
    public long answered() {
        return requests - errors;
    }

    /** The mean logarithm of the latency in nanoseconds; NaN without an answered request. */
    public double meanLog() {
        return logLatency / SCALE / answered();
    }

    /** The variance of that logarithm; NaN without an answered request. */
    public double varianceOfLog() {
        return Math.max(0, logLatencySquared / SCALE / answered() - meanLog() * meanLog());
    }
}
