package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.inference.Predictions;
import farebox.kernel.ModelVersion;
import farebox.kernel.MovableClock;
import farebox.models.Manifest;
import farebox.models.SampleModel;
import farebox.training.pipeline.EvaluateModel.Decision;
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

final class EvaluateModelTest {
    private static final ModelVersion CHAMPION = new ModelVersion("v-1");
    private static final ModelVersion CANDIDATE = new ModelVersion("v-2");

    private final MovableClock clock = new MovableClock(SampleRuns.NOW);
    private final InMemoryRunStore store = new InMemoryRunStore(clock);
    private final Runs runs = new Runs(store, clock);
    private final InMemoryTrainingObjects results = new InMemoryTrainingObjects("results");
    private final SampleVersions versions;
    private final Path scratch;
    /** How many of the held-out rows each version predicts right. */
    private Map<ModelVersion, Integer> right = Map.of(CHAMPION, 30, CANDIDATE, 58);

    private Duration perRow = Duration.ofMillis(1);

    EvaluateModelTest(@TempDir Path folder) {
        this.versions = new SampleVersions(folder);
        this.scratch = folder;
    }

    @BeforeEach
    void leaveHeldOutRows() {
        results.write("job/output/output.tar.gz", SampleArchives.heldOut());
        versions.add(CANDIDATE.value());
    }

    @Test
    void aFirstModel_mayServe() {
        assertThat(evaluate()).isEqualTo(new Decision.Promote(Optional.empty()));
    }

    @Test
    void aModelThatIsBetterBeyondChance_mayServe() {
        versions.champion(CHAMPION.value());

        assertThat(evaluate()).isEqualTo(new Decision.Promote(Optional.of(CHAMPION)));
    }

    @Test
    void aModelThatIsNotBetter_isRefusedWithBothMetrics() {
        versions.champion(CHAMPION.value());
        right = Map.of(CHAMPION, 54, CANDIDATE, 55);

        assertThat(refusal()).contains("0.0833", "0.1000", "60 held-out rows", "the champion serves on");
    }

    @Test
    void theVersionThatServesAlready_isNotComparedWithItself() {
        versions.point(CANDIDATE);

        assertThat(evaluate()).isEqualTo(new Decision.Promote(Optional.of(CANDIDATE)));
    }

    @Test
    void aModelThatIsTooSlow_isRefused() {
        versions.champion(CHAMPION.value());
        perRow = Duration.ofMillis(51);

        assertThat(refusal()).contains("51 ms for a row", "50 ms");
    }

    @Test
    void aModelThatIsTooLarge_isRefused() {
        assertThat(refusal(new EvaluateModel.Limits(22, Duration.ofMillis(50)))).contains("23 bytes", "22");
    }

    @Test
    void aModelOfOtherColumns_isRefused() {
        versions.point(versions.add(SampleModel.embedding(CHAMPION.value())));

        assertThat(refusal()).contains("train it under another name");
    }

    @Test
    void withoutHeldOutRows_nothingIsPromotedOverAChampion() {
        versions.champion(CHAMPION.value());
        results.write("job/output/output.tar.gz", SampleArchives.of(Map.of()));

        assertThat(refusal()).contains("no held-out rows");
    }

    private String refusal() {
        return refusal(new EvaluateModel.Limits(1_000, Duration.ofMillis(50)));
    }

    private String refusal(EvaluateModel.Limits limits) {
        Decision decision = evaluate(limits);
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        RunError error = ((Decision.Refuse) decision).error();
        assertThat(error.code()).isEqualTo(RunError.NOT_PROMOTED);
        return error.message();
    }

    private Decision evaluate() {
        return evaluate(new EvaluateModel.Limits(1_000, Duration.ofMillis(50)));
    }

    private Decision evaluate(EvaluateModel.Limits limits) {
        EvaluateModel evaluate = new EvaluateModel(
                runs,
                new EvaluateModel.Model(versions.registry(), this::predictions),
                new TrainingOutput(results, scratch),
                limits,
                Random::new);
        PipelineRun run = SampleRuns.of("evaluated");
        return evaluate.run(run.with(run.result().withModel(CANDIDATE, Map.of())), SampleArchives.MODEL);
    }

    private List<Predictions.Prediction> predictions(Manifest version, HeldOutRows rows) {
        clock.advance(perRow.multipliedBy(rows.targets().size()));
        return IntStream.range(0, rows.targets().size())
                .<Predictions.Prediction>mapToObj(row -> new Predictions.OfClass(
                        row < right.getOrDefault(version.version(), 0) ? "yes" : "no", new double[] {0.5, 0.5}))
                .toList();
    }
}
