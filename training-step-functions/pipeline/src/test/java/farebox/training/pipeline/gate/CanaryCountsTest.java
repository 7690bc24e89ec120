package farebox.training.pipeline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.inference.VersionCounts;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CanaryCountsTest {
    private static final int MOST = 800;
    private static final int SIMULATIONS = 400;

    /** As of callers with few keys: no more than some of the champion's requests, and a look after each. */
    @ParameterizedTest
    @CsvSource({"0.00, 40", "0.01, 40", "0.01, 300"})
    void equalVersionsOfAQuietModel_areHardlyEverFoundHarmful(double errors, int champions) {
        long found = IntStream.range(0, 4 * SIMULATIONS)
                .filter(seed -> foundWithEachRequest(errors, champions, seed))
                .count();

        assertThat(found).isLessThanOrEqualTo(4 * SIMULATIONS / 100);
    }

    /** Looked at after every twenty of 800 requests to the candidate and nine times as many to the champion. */
    @ParameterizedTest
    @CsvSource({"0.00, 0.2", "0.01, 0.5", "0.10, 1.0"})
    void equalVersions_areHardlyEverFoundHarmful(double errors, double spread) {
        long found = IntStream.range(0, SIMULATIONS)
                .filter(seed -> foundAfter(new Rates(errors, errors, 1, spread), seed) <= MOST)
                .count();

        assertThat(found).isLessThanOrEqualTo(SIMULATIONS / 100);
    }

    @ParameterizedTest
    @CsvSource({"0.000, 300", "0.010, 400", "0.020, 600"})
    void fiveMoreErrorsInAHundred_areFound(double usual, int within) {
        long found = IntStream.range(0, SIMULATIONS)
                .filter(seed -> foundAfter(new Rates(usual + 0.05, usual, 1, 0.3), seed) <= within)
                .count();

        assertThat(found).isGreaterThanOrEqualTo(SIMULATIONS * 95 / 100);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 20", "0.5, 140", "1.0, 500"})
    void halfAsLongAgain_isFound(double spread, int within) {
        long found = IntStream.range(0, SIMULATIONS)
                .filter(seed -> foundAfter(new Rates(0, 0, 1.5, spread), seed) <= within)
                .count();

        assertThat(found).isGreaterThanOrEqualTo(SIMULATIONS * 95 / 100);
    }

    @Test
    void aTenthLonger_isNoHarm() {
        long found = IntStream.range(0, SIMULATIONS)
                .filter(seed -> foundAfter(new Rates(0, 0, 1.1, 0.3), seed) <= MOST)
                .count();

        assertThat(found).isLessThanOrEqualTo(SIMULATIONS / 100);
    }

    @Test
    void fewRequests_proveNothing() {
        VersionCounts failing = times(4, VersionCounts.failed());
        VersionCounts usual = times(40, VersionCounts.answered(Duration.ofMillis(20)));

        assertThat(new CanaryCounts(failing, usual).harm()).isEmpty();
        assertThat(new CanaryCounts(failing.plus(VersionCounts.failed()), usual).harm())
                .hasValueSatisfying(why -> assertThat(why).contains("100.0 %", "5 requests"));
    }

    @Test
    void aSlowerCandidate_isNamedWithBothLatencies() {
        VersionCounts slow = times(50, VersionCounts.answered(Duration.ofMillis(30)));
        VersionCounts usual = times(500, VersionCounts.answered(Duration.ofMillis(20)));

        assertThat(new CanaryCounts(slow, usual).harm())
                .hasValueSatisfying(why -> assertThat(why).contains("30.00 ms", "20.00 ms"));
    }

    /** One key of a tenant may send rows by the hundred, and the other one by one. */
    @Test
    void callersOfUnequalBatches_areNoHarm() {
        VersionCounts hundreds = times(500, VersionCounts.answered(Duration.ofMillis(20), 100));
        VersionCounts ones = times(500, VersionCounts.answered(Duration.ofMillis(2), 1));

        assertThat(new CanaryCounts(hundreds, ones).harm()).isEmpty();
        assertThat(new CanaryCounts(ones, hundreds).harm()).isEmpty();
    }

    @Test
    void aSlowdownThatNoCallerNotices_isNoHarm() {
        VersionCounts slow = times(500, VersionCounts.answered(Duration.ofNanos(300_000)));
        VersionCounts usual = times(500, VersionCounts.answered(Duration.ofNanos(60_000)));

        assertThat(new CanaryCounts(slow, usual).harm()).isEmpty();
    }

    /**
     * What the versions are like.
     *
     * @param errors share of the candidate's requests that fail
     * @param usual share of the champion's
     * @param slower the candidate's median latency over the champion's
     * @param spread standard deviation of the logarithm of the latency
     */
    private record Rates(double errors, double usual, double slower, double spread) {}

    /** How many requests to the candidate it takes to find it harmful. */
    private static int foundAfter(Rates rates, int seed) {
        Random random = new Random(seed);
        VersionCounts candidate = VersionCounts.NONE;
        VersionCounts champion = VersionCounts.NONE;
        for (int requests = 20; requests <= MOST; requests += 20) {
            candidate = candidate.plus(some(20, rates.errors(), rates.slower(), rates.spread(), random));
            champion = champion.plus(some(180, rates.usual(), 1, rates.spread(), random));
            if (new CanaryCounts(candidate, champion).harm().isPresent()) {
                return requests;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static boolean foundWithEachRequest(double errors, int champions, int seed) {
        Random random = new Random(seed);
        VersionCounts champion = some(champions, errors, 1, 0.3, random);
        VersionCounts candidate = VersionCounts.NONE;
        for (int request = 0; request < 200; request++) {
            candidate = candidate.plus(some(1, errors, 1, 0.3, random));
            if (new CanaryCounts(candidate, champion).harm().isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static VersionCounts some(int requests, double errors, double slower, double spread, Random random) {
        VersionCounts sum = VersionCounts.NONE;
        for (int i = 0; i < requests; i++) {
            sum = sum.plus(
                    random.nextDouble() < errors
                            ? VersionCounts.failed()
                            : VersionCounts.answered(Duration.ofNanos(
                                    (long) (2e6 * slower * Math.exp(spread * random.nextGaussian())))));
        }
        return sum;
    }

    private static VersionCounts times(int requests, VersionCounts one) {
        return IntStream.range(0, requests).mapToObj(_ -> one).reduce(VersionCounts.NONE, VersionCounts::plus);
    }
}
