package farebox.training.pipeline.gate;

import farebox.inference.LogSum;
import farebox.inference.VersionCounts;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The requests to a candidate and to the champion beside it, compared by sequential probability ratio tests (Wald,
 * 1945), which may be looked at as often as one likes: a harmless candidate is found harmful at any time with a chance
 * of about one in a thousand for each test.
 */
public record CanaryCounts(VersionCounts candidate, VersionCounts champion) {
    /** Fewer requests to a version show nothing of its latency, and little of its errors. */
    public static final int MIN_REQUESTS = 20;

    /** Fewer requests may all have met the same short fault of something else. */
    private static final int MIN_FAILING = 5;

    private static final double THRESHOLD = Math.log(1_000);

    /** The harm to find: so much is added to the share of requests that fail. */
    private static final double MORE_ERRORS = 0.05;

    /** A champion that has not failed yet may, now and then. */
    private static final double LEAST_ERRORS = 0.002;

    private static final double MOST_ERRORS = 0.9;

    /** Prior of the champion's errors: one in a hundred, with the weight of ten requests. */
    private static final double PRIOR_ERRORS = 0.1;

    private static final double PRIOR_REQUESTS = 10;

    /** The harm to find: latency is half as long again; a tenth more is none. */
    private static final double HARMFUL_LATENCY = Math.log(1.5);

    private static final double HARMLESS_LATENCY = Math.log(1.1);
    private static final double LEAST_VARIANCE = 0.01;

    /** In nanoseconds. Less than that is lost in what a call takes around the model. */
    private static final double LEAST_DIFFERENCE = 250_000;

    /** What is wrong with the candidate, with both versions' measures; empty as long as nothing is. */
    public Optional<String> harm() {
        return candidate.requests() >= MIN_FAILING && errorRatio() > THRESHOLD
                ? Optional.of("%s of its %d requests failed, and %s of the champion's %d"
                        .formatted(errors(candidate), candidate.requests(), errors(champion), champion.requests()))
                : latencyRatio() > THRESHOLD
                        ? Optional.of("its latency is %s, and the champion's %s"
                                .formatted(latency(candidate), latency(champion)))
                        : Optional.empty();
    }

    /** The same once no more requests are to be counted: a version that answered none of a few does harm, too. */
    public Optional<String> lastHarm() {
        return candidate.requests() > 0 && candidate.answered() == 0
                ? Optional.of("it failed all of its %d requests".formatted(candidate.requests()))
                : harm();
    }

    /** Whether there are requests, and the candidate has hardly any of them: the callers may be few. */
    public boolean missesCandidate() {
        return candidate.requests() < MIN_REQUESTS && champion.requests() > 0;
    }

    /** The log likelihood ratio of the harmful share of errors to the champion's. */
    private double errorRatio() {
        double usual = usualErrors();
        double harmful = usual + MORE_ERRORS;
        return candidate.errors() * Math.log(harmful / usual)
                + candidate.answered() * Math.log((1 - harmful) / (1 - usual));
    }

    /** The champion's share of errors, and as much more as it may be by chance. */
    private double usualErrors() {
        double requests = champion.requests() + PRIOR_REQUESTS;
        double share = (champion.errors() + PRIOR_ERRORS) / requests;
        double spread = Math.sqrt(share * (1 - share) / requests);
        return Math.clamp(share + spread, LEAST_ERRORS, MOST_ERRORS);
    }

    /**
     * The log likelihood ratio of a harmful latency to a harmless one, by the request and by the input, whichever is
     * less: callers keep to their version, and some send more inputs at once than others.
     */
    private double latencyRatio() {
        return Math.min(candidate.answered(), champion.answered()) < MIN_REQUESTS || slowdown() < LEAST_DIFFERENCE
                ? 0
                : Math.min(ratio(VersionCounts::latency), ratio(VersionCounts::inputLatency));
    }

    /** Latencies are taken to be log-normal. */
    private double ratio(Function<VersionCounts, LogSum> latency) {
        double mine = candidate.answered();
        double other = champion.answered();
        LogSum ours = latency.apply(candidate);
        LogSum theirs = latency.apply(champion);
        double variance = Math.max(
                LEAST_VARIANCE,
                (mine * ours.variance(candidate.answered()) + other * theirs.variance(champion.answered()))
                        / (mine + other));
        double weight = mine * other / (mine + other);
        double difference = ours.mean(candidate.answered()) - theirs.mean(champion.answered());
        return (HARMFUL_LATENCY - HARMLESS_LATENCY)
                / variance
                * weight
                * (difference - (HARMFUL_LATENCY + HARMLESS_LATENCY) / 2);
    }

    private double slowdown() {
        return Math.exp(candidate.meanLog()) - Math.exp(champion.meanLog());
    }

    private static String errors(VersionCounts counts) {
        double percent = counts.requests() == 0 ? 0 : 100.0 * counts.errors() / counts.requests();
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    private static String latency(VersionCounts counts) {
        return String.format(Locale.ROOT, "%.2f ms", Math.exp(counts.meanLog()) / 1e6);
    }
}
