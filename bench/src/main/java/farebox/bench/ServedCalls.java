package farebox.bench;

import farebox.bench.CanaryTraffic.Call;
import farebox.inference.VersionCounts;
import farebox.training.pipeline.gate.CanaryCounts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The answered calls of a canary, by the version that answered.
 *
 * @param calls in the order of their answers
 * @param candidate version
 */
record ServedCalls(List<Call> calls, String candidate) {
    ServedCalls {
        calls = calls.stream().filter(call -> call.answer().succeeded()).toList();
    }

    long ofCandidate() {
        return of(true).size();
    }

    /** Both versions' mean compute times, how much they vary, and of how many requests. */
    String words() {
        return new ComputeTimes(meanMillis(of(false)), meanMillis(of(true))).words()
                + String.format(
                        Locale.ROOT,
                        ", their logarithms with a standard deviation of %.2f and %.2f, of %d and %d requests",
                        deviation(of(false)),
                        deviation(of(true)),
                        of(false).size(),
                        ofCandidate());
    }

    /**
     * After how many requests of the candidate the canary's tests find harm, without any delay; empty if they do not.
     */
    Optional<Long> found() {
        VersionCounts candidates = VersionCounts.NONE;
        VersionCounts champions = VersionCounts.NONE;
        for (Call call : calls) {
            if (isCandidates(call)) {
                candidates = candidates.plus(counted(call));
            } else {
                champions = champions.plus(counted(call));
            }
            if (new CanaryCounts(candidates, champions).harm().isPresent()) {
                return Optional.of(candidates.requests());
            }
        }
        return Optional.empty();
    }

    private List<Call> of(boolean candidates) {
        return calls.stream().filter(call -> isCandidates(call) == candidates).toList();
    }

    private boolean isCandidates(Call call) {
        return call.answer().version().equals(candidate);
    }

    private static VersionCounts counted(Call call) {
        return VersionCounts.answered(Duration.ofMillis(call.answer().computeMillis()));
    }

    private static double meanMillis(List<Call> some) {
        return some.stream()
                .mapToLong(call -> call.answer().computeMillis())
                .average()
                .orElse(Double.NaN);
    }

    private static double deviation(List<Call> some) {
        VersionCounts sum = some.stream().map(ServedCalls::counted).reduce(VersionCounts.NONE, VersionCounts::plus);
        return Math.sqrt(sum.latency().variance(sum.answered()));
    }
}
