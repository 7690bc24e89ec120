package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.inference.InMemoryVersionMetrics;
import farebox.inference.Predictions;
import farebox.kernel.ModelVersion;
import farebox.kernel.MovableClock;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.models.Manifest;
import farebox.models.publish.ModelConverter;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishRequest;
import farebox.training.pipeline.PipelineTasks.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a run is recorded in it, and the champion serves on. */
final class PipelineTasksTest {
    private static final ModelVersion CHAMPION = new ModelVersion("v-1");
    private static final ModelVersion FIRST = new ModelVersion("v-2");
    private static final ModelVersion SECOND = new ModelVersion("v-3");

    private final MovableClock clock = new MovableClock(SampleRuns.NOW);
    private final InMemoryRunStore store = new InMemoryRunStore(clock);
    private final Runs runs = new Runs(store, clock);
    private final InMemoryTrainingObjects uploads = new InMemoryTrainingObjects("uploads");
    private final InMemoryTrainingObjects results = new InMemoryTrainingObjects("results");
    private final SampleVersions versions;
    private final PipelineTasks tasks;

    PipelineTasksTest(@TempDir Path folder) {
        this.versions = new SampleVersions(folder);
        this.tasks = new PipelineTasks(
                runs,
                new PipelineTasks.Steps(
                        new ValidateRun(runs, uploads, results),
                        new AdmitRun(
                                runs,
                                store,
                                new CostPolicy(
                                        List.of("ml.small"),
                                        Map.of("ml.small", Cost.ofDollars("0.10")),
                                        Cost.ofDollars("1.00"),
                                        Cost.ofDollars("10.00"))),
                        new RegisterModel(
                                runs,
                                results,
                                new PublishModel(versions.registry(), new NoConverter(), folder, clock),
                                folder),
                        (_, _) -> {},
                        new TrainingOutput(results, folder),
                        new EvaluateModel(
                                runs,
                                new EvaluateModel.Model(versions.registry(), PipelineTasksTest::predictions),
                                new TrainingOutput(results, folder),
                                new EvaluateModel.Limits(1_000, Duration.ofMillis(50)),
                                Random::new),
                        new CanaryModel(
                                runs,
                                versions.registry(),
                                new InMemoryVersionMetrics(clock),
                                new CanaryPolicy(5, Duration.ofSeconds(10))),
                        new PromoteModel(runs, versions.registry())));
    }

    @BeforeEach
    void serve() {
        versions.champion(CHAMPION.value());
        versions.add(FIRST.value());
        versions.add(SECOND.value());
        results.write("job/output/output.tar.gz", SampleArchives.heldOut());
    }

    @Test
    void runOfTheSampleOfATask_isNotFoundBeforeItIsClaimed() throws IOException {
        JsonNode input = new JsonMapper()
                .readTree(Path.of("..", "..", "events", "trainingtasks-promote.json")
                        .toFile());

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> runs.get(
                        new TenantId(input.path("tenant").asText()),
                        new RunId(input.path("run").asText())));
    }

    @Test
    void dataThatChangeBeforeTheyAreCopied_areRefused() {
        PipelineRun run = claimed("changed", "{\"data\":\"training.csv\",\"target\":\"species\"}");
        uploads.put("training/acme/iris/training.csv", "a,species\n2,y\n");

        assertThat(tasks.validate(run)).isEqualTo(new Outcome.Ended());

        assertRefused(run, RunError.INVALID_TRAINING, "was replaced or deleted");
    }

    @Test
    void aSpecOverTheCostLimit_isRefusedWithBothAmounts() {
        PipelineRun run =
                claimed("dear", "{\"data\":\"training.csv\",\"target\":\"species\",\"budget\":{\"seconds\":360000}}");

        assertThat(tasks.validate(run)).isEqualTo(new Outcome.Continues());
        assertThat(tasks.admit(current(run))).isEqualTo(new Outcome.Ended());

        assertRefused(run, RunError.COST_LIMIT, "1.00 USD");
    }

    @Test
    void whatTheWorkerRefusesOnAwsBatch_isToldInItsWords() {
        PipelineRun run = claimed("refused", "{\"data\":\"training.csv\",\"target\":\"species\"}");
        results.put("runs/acme/" + run.id() + "/output/job-0-0/output/failure", "training.csv, line 12: 2 values");

        tasks.classify(
                run,
                "States.TaskFailed",
                "{\"JobQueue\":\"q\",\"JobName\":\"job-0-0\",\"Status\":\"FAILED\",\"Container\":{\"ExitCode\":1}}",
                2);

        assertRefused(run, RunError.INVALID_TRAINING, "line 12");
    }

    @Test
    void aModelThatTheGateRefuses_isNotPromoted() {
        PipelineRun run = registered("worse", CHAMPION);
        versions.point(FIRST);

        assertThat(tasks.evaluate(run, SampleArchives.MODEL)).isEqualTo(new Outcome.Ended());

        assertThat(error(run).code()).isEqualTo(RunError.NOT_PROMOTED);
        assertThat(versions.alias().version()).isEqualTo(FIRST);
    }

    @Test
    void ofTwoRunsOfOneModelAtOnce_theSecondIsComparedWithTheFirst() {
        PipelineRun first = registered("first", FIRST);
        PipelineRun second = registered("second", SECOND);
        Optional<ModelVersion> before = Optional.of(CHAMPION);
        assertThat(tasks.evaluate(first, SampleArchives.MODEL)).isEqualTo(new Outcome.Evaluated(before));
        assertThat(tasks.evaluate(second, SampleArchives.MODEL)).isEqualTo(new Outcome.Evaluated(before));

        assertThat(tried(tasks.canary(first, before))).isInstanceOf(CanaryModel.Result.Observing.class);
        assertThat(tried(tasks.canary(second, before))).isInstanceOf(CanaryModel.Result.Busy.class);
        clock.advance(Duration.ofSeconds(10));
        assertThat(tried(tasks.observe(current(first), before, SampleRuns.NOW)))
                .isInstanceOf(CanaryModel.Result.Observing.class);
        clock.advance(Duration.ofSeconds(10));
        assertThat(tried(tasks.observe(current(first), before, SampleRuns.NOW)))
                .isEqualTo(new CanaryModel.Result.Passed());
        assertThat(tasks.promote(current(first), before)).isEqualTo(new Outcome.Ended());
        assertThat(tried(tasks.canary(current(second), before))).isEqualTo(new CanaryModel.Result.ChampionMoved());
        assertThat(tasks.evaluate(current(second), SampleArchives.MODEL)).isEqualTo(new Outcome.Ended());

        assertThat(versions.alias().version()).isEqualTo(FIRST);
        assertThat(current(first).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(error(second).code()).isEqualTo(RunError.NOT_PROMOTED);
    }

    @Test
    void aRunThatIsCancelledInItsCanary_givesItsCallersBack() {
        PipelineRun run = registered("cancelled", FIRST);
        tasks.canary(run, Optional.of(CHAMPION));
        runs.update(current(run), before -> before.ended(RunStatus.CANCELLED, clock.instant()));

        assertThat(tasks.observe(current(run), Optional.of(CHAMPION), SampleRuns.NOW))
                .isEqualTo(new Outcome.Ended());

        assertThat(versions.alias().canary()).isEmpty();
        assertThat(versions.alias().version()).isEqualTo(CHAMPION);
    }

    @Test
    void aFaultOfThePipelineInACanary_isRecorded_andGivesTheCallersBack() {
        PipelineRun run = registered("faulty", FIRST);
        tasks.canary(run, Optional.of(CHAMPION));

        tasks.fail(current(run), "java.lang.IllegalStateException", "{}");

        assertThat(error(run).code()).isEqualTo(RunError.INTERNAL);
        assertThat(versions.alias().canary()).isEmpty();
    }

    private void assertRefused(PipelineRun run, String code, String words) {
        assertThat(current(run).status()).isEqualTo(RunStatus.FAILED);
        assertThat(error(run).code()).isEqualTo(code);
        assertThat(error(run).message()).contains(words);
        assertThat(store.events(SampleRuns.TENANT, run.id()).getLast().message())
                .startsWith("The job failed: ");
        assertThat(versions.alias().version()).isEqualTo(CHAMPION);
    }

    private PipelineRun claimed(String cause, String spec) {
        PipelineRun sample = SampleRuns.of(cause);
        SourceObject data = uploads.put("training/acme/iris/training.csv", "a,species\n1,x\n");
        PipelineRun run = PipelineRun.created(
                sample.id(),
                sample.model(),
                new TrainingRequest(
                        TrainingRequest.Cause.UPLOAD,
                        spec,
                        List.of(new TrainingRequest.File("training.csv", Optional.empty(), data)),
                        Map.of()),
                SampleRuns.NOW);
        store.claim(run, List.of());
        return run.stored(0);
    }

    private PipelineRun registered(String cause, ModelVersion version) {
        PipelineRun run = claimed(cause, "{\"data\":\"training.csv\",\"target\":\"species\"}");
        return runs.update(
                run,
                before -> before.with(before.result().withModel(version, Map.of()))
                        .with(RunStatus.RUNNING));
    }

    private PipelineRun current(PipelineRun run) {
        return runs.get(SampleRuns.TENANT, run.id());
    }

    private RunError error(PipelineRun run) {
        return current(run).result().error().orElseThrow();
    }

    private static CanaryModel.Result tried(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Tried.class);
        return ((Outcome.Tried) outcome).result();
    }

    /** Each later version is much better than the first, and equal to the others. */
    private static List<Predictions.Prediction> predictions(Manifest version, HeldOutRows rows) {
        int right = version.version().equals(CHAMPION) ? 30 : 58;
        return IntStream.range(0, rows.targets().size())
                .<Predictions.Prediction>mapToObj(
                        row -> new Predictions.OfClass(row < right ? "yes" : "no", new double[] {0.5, 0.5}))
                .toList();
    }

    /** Nothing is registered here. */
    private static final class NoConverter implements ModelConverter {
        @Override
        public String converter() {
            return "none";
        }

        @Override
        public Converted convert(Path graph, Path folder, PublishRequest request) {
            throw new UnsupportedOperationException();
        }
    }
}
