package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.inference.InMemoryVersionMetrics;
import farebox.inference.VersionCounts;
import farebox.kernel.ExpiringCache;
import farebox.kernel.ModelVersion;
import farebox.kernel.MovableClock;
import farebox.models.registry.Alias;
import farebox.training.pipeline.CanaryModel.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A minute of 200 requests a second from 500 callers. Aliases are as old as an environment's cache lets them be, counts
 * arrive a second late, and the state machine looks every two seconds.
 */
final class CanarySimulationTest {
    private static final ModelVersion CHAMPION = new ModelVersion("v-1");
    private static final ModelVersion CANDIDATE = new ModelVersion("v-2");
    private static final int PER_SECOND = 200;
    private static final int CALLERS = 500;

    /** In seconds. */
    private static final int LOOK = 2;

    private static final Duration TICK = Duration.ofMillis(1_000 / PER_SECOND);

    private final MovableClock clock = new MovableClock(SampleRuns.NOW);
    private final InMemoryRunStore store = new InMemoryRunStore(clock);
    private final Runs runs = new Runs(store, clock);
    private final InMemoryVersionMetrics metrics = new InMemoryVersionMetrics(clock);
    private final ExpiringCache<String, Alias> aliases = new ExpiringCache<>(Duration.ofSeconds(1), 1, clock);
    private final SampleVersions versions;
    private final CanaryModel canary;
    private VersionCounts champions = VersionCounts.NONE;
    private VersionCounts candidates = VersionCounts.NONE;

    CanarySimulationTest(@TempDir Path folder) {
        this.versions = new SampleVersions(folder);
        this.canary = new CanaryModel(runs, versions.registry(), metrics, new CanaryPolicy(5, Duration.ofMinutes(5)));
    }

    /** @param slower latency of the candidate over the champion's, whose logarithm varies by 0.4 */
    @ParameterizedTest
    @CsvSource({"0.05, 1.0, 1", "0.05, 1.0, 2", "0.05, 1.0, 3", "0, 1.5, 4", "0, 1.5, 5", "0, 1.5, 6"})
    void harm_isRolledBackWithinAMinute_andHurtsOneRequestInAHundred(double errors, double slower, long seed) {
        Random random = new Random(seed);
        PipelineRun run = started();
        int hurt = 0;
        Optional<Duration> ended = Optional.empty();

        for (int request = 0; request < 60 * PER_SECOND; request++) {
            clock.advance(TICK);
            boolean candidate = version("caller" + random.nextInt(CALLERS)).equals(CANDIDATE);
            boolean fails = candidate && random.nextDouble() < errors;
            hurt += fails || (candidate && slower > 1) ? 1 : 0;
            count(candidate, fails, candidate ? slower : 1, random);
            if (request % PER_SECOND == 0) {
                pass();
            }
            if (ended.isEmpty() && request % (LOOK * PER_SECOND) == LOOK * PER_SECOND - 1) {
                ended = rolledBack(run);
            }
        }

        assertThat(ended).hasValueSatisfying(after -> assertThat(after).isLessThan(Duration.ofSeconds(60)));
        assertThat(hurt).isPositive().isLessThanOrEqualTo(60 * PER_SECOND / 100);
        assertThat(version("any")).isEqualTo(CHAMPION);
    }

    /** Five requests a second, for as long as the canary lasts; its first share may have none of the callers. */
    @ParameterizedTest
    @CsvSource({"1, 0.05, 1.0, 1", "2, 0.05, 1.0, 2", "3, 0.05, 1.0, 3", "1, 0, 1.5, 4", "2, 0, 1.5, 5", "3, 0, 1.5, 6"
    })
    void harmToFewCallers_isRolledBackWithinAMinuteOfTheFirstRequest(
            int callers, double errors, double slower, long seed) {
        FewCallers traffic = new FewCallers(callers, errors, slower, new Random(seed));

        Result result = traffic.untilDecided(started());

        assertThat(result).isInstanceOf(Result.RolledBack.class);
        assertThat(Duration.between(traffic.first, clock.instant())).isLessThan(Duration.ofSeconds(60));
        assertThat(version("caller0")).isEqualTo(CHAMPION);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3"})
    void anEqualVersion_meetsFewCallersBeforeItPasses(int callers, long seed) {
        PipelineRun run = started();

        Result result = new FewCallers(callers, 0, 1, new Random(seed)).untilDecided(run);

        assertThat(result).isEqualTo(new Result.Passed());
        assertThat(runs.get(SampleRuns.TENANT, run.id()).result().canary())
                .hasValueSatisfying(
                        outcome -> assertThat(outcome.isInconclusive()).isFalse());
    }

    /** Requests of so many callers, one of whom the candidate serves at last. */
    private final class FewCallers {
        private static final int A_SECOND = 5;
        private final int callers;
        private final double errors;
        private final double slower;
        private final Random random;
        private Instant first = Instant.MAX;

        private FewCallers(int callers, double errors, double slower, Random random) {
            this.callers = callers;
            this.errors = errors;
            this.slower = slower;
            this.random = random;
        }

        Result untilDecided(PipelineRun run) {
            while (true) {
                for (int request = 0; request < LOOK * A_SECOND; request++) {
                    clock.advance(Duration.ofSeconds(1).dividedBy(A_SECOND));
                    request();
                }
                pass();
                Result result =
                        canary.observe(runs.get(SampleRuns.TENANT, run.id()), Optional.of(CHAMPION), SampleRuns.NOW);
                if (!(result instanceof Result.Observing)) {
                    clock.advance(Duration.ofSeconds(1));
                    return result;
                }
            }
        }

        private void request() {
            boolean candidate = version("caller" + random.nextInt(callers)).equals(CANDIDATE);
            if (candidate && first.equals(Instant.MAX)) {
                first = clock.instant();
            }
            count(candidate, candidate && random.nextDouble() < errors, candidate ? slower : 1, random);
        }
    }

    private PipelineRun started() {
        versions.champion(CHAMPION.value());
        versions.add(CANDIDATE.value());
        PipelineRun run = SampleRuns.of("simulated");
        store.claim(run, List.of());
        PipelineRun registered = runs.update(
                run.stored(0),
                current -> current.with(current.result().withModel(CANDIDATE, Map.of()))
                        .with(RunStatus.RUNNING));
        assertThat(canary.start(registered, Optional.of(CHAMPION))).isInstanceOf(Result.Observing.class);
        return registered;
    }

    private ModelVersion version(String caller) {
        Instant now = clock.instant();
        return aliases.get("iris", () -> Optional.of(versions.alias()))
                .orElseThrow()
                .versionFor(SampleRuns.of("any").model(), caller, now);
    }

    private void count(boolean candidate, boolean fails, double slower, Random random) {
        VersionCounts one = fails
                ? VersionCounts.failed()
                : VersionCounts.answered(
                        Duration.ofNanos((long) (3e6 * slower * Math.exp(0.4 * random.nextGaussian()))));
        if (candidate) {
            candidates = candidates.plus(one);
        } else {
            champions = champions.plus(one);
        }
    }

    /** What was counted since the last time, all of it a moment late. */
    private void pass() {
        metrics.add(SampleRuns.of("any").model(), CHAMPION, champions);
        metrics.add(SampleRuns.of("any").model(), CANDIDATE, candidates);
        champions = VersionCounts.NONE;
        candidates = VersionCounts.NONE;
    }

    private Optional<Duration> rolledBack(PipelineRun run) {
        Result result = canary.observe(run, Optional.of(CHAMPION), SampleRuns.NOW);
        return result instanceof Result.RolledBack
                ? Optional.of(Duration.between(SampleRuns.NOW, clock.instant()))
                : Optional.empty();
    }
}
