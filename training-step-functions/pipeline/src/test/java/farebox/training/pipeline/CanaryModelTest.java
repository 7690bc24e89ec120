package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.inference.InMemoryVersionMetrics;
import farebox.inference.VersionCounts;
import farebox.kernel.ModelVersion;
import farebox.kernel.MovableClock;
import farebox.models.Canary;
import farebox.training.pipeline.CanaryModel.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CanaryModelTest {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final MovableClock clock = new MovableClock(SampleRuns.NOW);
    private final InMemoryRunStore store = new InMemoryRunStore(clock);
    private final Runs runs = new Runs(store, clock);
    private final InMemoryVersionMetrics metrics = new InMemoryVersionMetrics(clock);
    private final SampleVersions versions;
    private final CanaryModel canary;

    CanaryModelTest(@TempDir Path folder) {
        this.versions = new SampleVersions(folder);
        this.canary = new CanaryModel(runs, versions.registry(), metrics, new CanaryPolicy(5, WINDOW));
    }

    @BeforeEach
    void register() {
        versions.add("v-1");
        versions.add("v-2");
        versions.add("v-3");
    }

    @Test
    void aFirstModel_passesWithoutACanary() {
        assertThat(canary.start(run("a", "v-1"), Optional.empty())).isEqualTo(new Result.Passed());
    }

    @Test
    void aWindowOfZero_isNoCanary() {
        versions.point(version("v-1"));
        CanaryModel none = new CanaryModel(runs, versions.registry(), metrics, new CanaryPolicy(5, Duration.ZERO));

        assertThat(none.start(run("a", "v-2"), champion())).isEqualTo(new Result.Passed());
    }

    @Test
    void start_letsTheVersionServeItsShare_andIsFoundAgain() {
        versions.point(version("v-1"));
        PipelineRun run = run("a", "v-2");

        Result first = canary.start(run, champion());
        clock.advance(Duration.ofSeconds(7));
        Result again = canary.start(current(run), champion());

        assertThat(first).isEqualTo(new Result.Observing(SampleRuns.NOW, Duration.ofSeconds(2)));
        assertThat(again).isEqualTo(first);
        assertThat(versions.alias().version()).isEqualTo(version("v-1"));
        assertThat(versions.alias().canary())
                .hasValueSatisfying(live -> assertThat(live.candidate()).isEqualTo(version("v-2")));
        assertThat(current(run).status()).isEqualTo(RunStatus.CANARY);
        assertThat(current(run).status().wireName()).isEqualTo("running");
        assertThat(messages(run)).containsExactly("Canary: version v-2 serves 5 % of the callers for up to 300 s");
    }

    /** Nobody would observe it any more. */
    @Test
    void anExecutionThatEndsDuringTheCanary_givesItsCallersBack() {
        versions.point(version("v-1"));
        PipelineRun run = started("a", "v-2");

        new EndExecution(runs, new RecordedExecutions(), versions.registry())
                .run(SampleRuns.TENANT, run.id(), "States.Runtime", "");

        assertThat(versions.alias().version()).isEqualTo(version("v-1"));
        assertThat(versions.alias().canary()).isEmpty();
        assertThat(current(run).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void withoutRequests_itServesAllCallersForABakeTime_andIsRecordedAsInconclusive() {
        versions.point(version("v-1"));
        PipelineRun run = started("a", "v-2");

        clock.advance(WINDOW.minusSeconds(1));
        assertThat(observe(run)).isInstanceOf(Result.Observing.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(observe(run)).isInstanceOf(Result.Observing.class);
        assertThat(served("v-2")).isEqualTo(1_000);
        assertThat(versions.alias().version()).isEqualTo(version("v-1"));
        clock.advance(WINDOW);
        assertThat(observe(run)).isEqualTo(new Result.Passed());
        new PromoteModel(runs, versions.registry()).run(current(run), champion());

        assertThat(current(run).result().canary()).contains(new CanaryOutcome(100, 0));
        assertThat(messages(run))
                .contains(
                        "Canary: version v-2 serves 100 % of the callers for up to 300 s",
                        "The canary is inconclusive: version v-2 had 0 requests, of the 20 that its errors and latency"
                                + " are compared by");
    }

    @Test
    void aVersionThatItsShareOfTheCallersHasSeen_servesAllForABakeTime() {
        versions.point(version("v-1"));
        PipelineRun run = started("a", "v-2");
        count("v-2", 25, VersionCounts.answered(Duration.ofMillis(2)));
        count("v-1", 475, VersionCounts.answered(Duration.ofMillis(2)));

        clock.advance(WINDOW);
        assertThat(observe(run)).isInstanceOf(Result.Observing.class);
        assertThat(served("v-2")).isEqualTo(1_000);
        count("v-2", 500, VersionCounts.answered(Duration.ofMillis(2)));
        clock.advance(WINDOW);

        assertThat(observe(run)).isEqualTo(new Result.Passed());
        new PromoteModel(runs, versions.registry()).run(current(run), champion());
        assertThat(current(run).result().canary()).contains(new CanaryOutcome(100, 525));
        assertThat(messages(run)).noneMatch(message -> message.contains("inconclusive"));
    }

    @Test
    void aVersionThatNoneOfTheCallersMeets_servesHalfOfThem_andThenAll() {
        versions.point(version("v-1"));
        PipelineRun run = started("a", "v-2");
        count("v-1", 3, VersionCounts.answered(Duration.ofMillis(2)));

        clock.advance(WINDOW);
        assertThat(observe(run)).isInstanceOf(Result.Observing.class);
        assertThat(served("v-2")).isBetween(400L, 600L);
        clock.advance(WINDOW);
        assertThat(observe(run)).isInstanceOf(Result.Observing.class);
        assertThat(served("v-2")).isEqualTo(1_000);
    }

    @Test
    void harmInTheBakeTime_givesAllCallersBackToTheChampion() {
        versions.point(version("v-1"));
        PipelineRun run = baking();
        count("v-1", 40, VersionCounts.answered(Duration.ofMillis(2)));
        count("v-2", 5, VersionCounts.failed());

        assertThat(observe(run)).isInstanceOf(Result.RolledBack.class);
        assertThat(served("v-1")).isEqualTo(1_000);
    }

    @Test
    void aVersionThatAnsweredNoneOfAFewRequests_isRolledBackAtTheEndOfItsBakeTime() {
        versions.point(version("v-1"));
        PipelineRun run = baking();
        count("v-2", 2, VersionCounts.failed());

        assertThat(observe(run)).isInstanceOf(Result.Observing.class);
        clock.advance(WINDOW);
        assertThat(observe(run))
                .isInstanceOfSatisfying(
                        Result.RolledBack.class,
                        rolledBack ->
                                assertThat(rolledBack.error().message()).contains("it failed all of its 2 requests"));
        assertThat(served("v-1")).isEqualTo(1_000);
    }

    @Test
    void anExecutionThatEndsInTheBakeTime_givesAllCallersBack() {
        versions.point(version("v-1"));
        PipelineRun run = baking();

        new EndExecution(runs, new RecordedExecutions(), versions.registry())
                .run(SampleRuns.TENANT, run.id(), "States.Runtime", "");

        assertThat(served("v-1")).isEqualTo(1_000);
    }

    /** As where the champion was moved and the version is compared with the new one. */
    @Test
    void aSecondCanaryOfOneRun_isRecordedAsWell() {
        versions.point(version("v-1"));
        PipelineRun run = started("a", "v-2");
        versions.point(version("v-3"));
        assertThat(canary.observe(run, Optional.of(version("v-1")), SampleRuns.NOW))
                .isEqualTo(new Result.ChampionMoved());

        canary.start(current(run), champion());

        assertThat(current(run).status()).isEqualTo(RunStatus.CANARY);
    }

    @Test
    void harm_givesTheCallersBackToTheChampion() {
        versions.point(version("v-1"));
        PipelineRun run = started("a", "v-2");
        count("v-2", 30, VersionCounts.failed());
        count("v-1", 500, VersionCounts.answered(Duration.ofMillis(2)));

        Result result = observe(run);

        assertThat(result).isInstanceOfSatisfying(Result.RolledBack.class, rolledBack -> {
            assertThat(rolledBack.error().code()).isEqualTo(RunError.ROLLED_BACK);
            assertThat(rolledBack.error().message()).contains("100.0 % of its 30 requests", "0.0 %");
        });
        assertThat(versions.alias().canary()).isEmpty();
        assertThat(versions.alias().version()).isEqualTo(version("v-1"));
    }

    @Test
    void aSecondRun_waitsForTheCanaryOfTheFirst_andIsComparedAgainOnceThatWasPromoted() {
        versions.point(version("v-1"));
        PipelineRun first = started("a", "v-2");
        PipelineRun second = run("b", "v-3");

        assertThat(canary.start(second, Optional.of(version("v-1")))).isEqualTo(new Result.Busy(Duration.ofSeconds(5)));

        versions.point(version("v-2"));
        assertThat(canary.start(second, Optional.of(version("v-1")))).isEqualTo(new Result.ChampionMoved());
        assertThat(canary.observe(first, Optional.of(version("v-1")), SampleRuns.NOW))
                .isEqualTo(new Result.Passed());
    }

    @Test
    void anAliasThatAnOperatorPointsBack_endsTheCanary() {
        versions.point(version("v-1"));
        PipelineRun run = started("a", "v-2");

        versions.point(version("v-1"));

        assertThat(observe(run)).isInstanceOf(Result.RolledBack.class);
    }

    @Test
    void anAliasThatAnOperatorPointsElsewhere_isComparedWithAgain() {
        versions.point(version("v-1"));
        PipelineRun run = started("a", "v-2");

        versions.point(version("v-3"));

        assertThat(canary.observe(run, Optional.of(version("v-1")), SampleRuns.NOW))
                .isEqualTo(new Result.ChampionMoved());
        assertThat(current(run).status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void aCanaryThatNobodyEnds_endsByItself_andMakesRoomForAnother() {
        versions.point(version("v-1"));
        PipelineRun _ = started("a", "v-2");
        clock.advance(WINDOW.plusMinutes(2));

        assertThat(served("v-2")).isZero();
        assertThat(canary.start(run("b", "v-3"), champion())).isInstanceOf(Result.Observing.class);
    }

    @Test
    void end_leavesTheCanaryOfAnotherRun() {
        versions.point(version("v-1"));
        PipelineRun _ = started("a", "v-2");

        canary.end(run("b", "v-3"));
        canary.end(SampleRuns.of("without a version"));

        assertThat(versions.alias().canary()).map(Canary::candidate).contains(version("v-2"));
    }

    private PipelineRun started(String cause, String version) {
        PipelineRun run = run(cause, version);
        assertThat(canary.start(run, champion())).isInstanceOf(Result.Observing.class);
        return current(run);
    }

    /** A run whose version serves all callers by now. */
    private PipelineRun baking() {
        PipelineRun run = started("a", "v-2");
        clock.advance(WINDOW);
        assertThat(observe(run)).isInstanceOf(Result.Observing.class);
        assertThat(served("v-2")).isEqualTo(1_000);
        return current(run);
    }

    private Result observe(PipelineRun run) {
        return canary.observe(current(run), champion(), SampleRuns.NOW);
    }

    private PipelineRun run(String cause, String version) {
        PipelineRun run = SampleRuns.of(cause);
        store.claim(run, List.of());
        return runs.update(
                run.stored(0),
                current -> current.with(current.result().withModel(version(version), Map.of()))
                        .with(RunStatus.RUNNING));
    }

    private PipelineRun current(PipelineRun run) {
        return runs.get(SampleRuns.TENANT, run.id());
    }

    private List<String> messages(PipelineRun run) {
        return store.events(SampleRuns.TENANT, run.id()).stream()
                .map(RunEvent::message)
                .toList();
    }

    private void count(String version, int requests, VersionCounts one) {
        IntStream.range(0, requests)
                .forEach(_ -> metrics.add(SampleRuns.of("any").model(), version(version), one));
    }

    private long served(String version) {
        Instant now = clock.instant();
        return IntStream.range(0, 1_000)
                .filter(i -> versions.alias()
                        .versionFor(SampleRuns.of("any").model(), "caller" + i, now)
                        .equals(version(version)))
                .count();
    }

    private Optional<ModelVersion> champion() {
        return Optional.of(versions.alias().version());
    }

    private static ModelVersion version(String value) {
        return new ModelVersion(value);
    }
}
