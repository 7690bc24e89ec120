package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farebox.kernel.InvalidRequest;
import farebox.kernel.MovableClock;
import farebox.kernel.NotFound;
import farebox.models.FileRole;
import farebox.models.ModelSpec;
import farebox.models.Provenance;
import farebox.models.SampleModel;
import farebox.models.publish.ModelConverter;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishRequest;
import farebox.models.registry.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegisterModelTest {
    private static final TrainingTime TIME = new TrainingTime(30, 100);

    private final MovableClock clock = new MovableClock(SampleRuns.NOW);
    private final InMemoryRunStore store = new InMemoryRunStore(clock);
    private final Runs runs = new Runs(store, clock);
    private final InMemoryTrainingObjects results = new InMemoryTrainingObjects("results");
    private final SampleVersions versions;
    private final RegisterModel register;

    RegisterModelTest(@TempDir Path folder) {
        this.versions = new SampleVersions(folder);
        this.register = new RegisterModel(
                runs, results, new PublishModel(versions.registry(), new CopyingConverter(), folder, clock), folder);
    }

    /** What a description needs. */
    private record Description(ModelSpec spec, SortedMap<String, Double> metrics) {}

    @Test
    void aModel_becomesAVersionThatNothingPointsTo_withWhatItsTrainingMeasured() {
        leave("""
                {"event": "note_added", "field": "budget.seconds", "note": "used up"}
                {"event": "epoch_finished", "epoch": 1, "epochs": 2, "loss": 0.25}
                """);

        PipelineRun registered = register.run(run(), SampleArchives.MODEL, TIME);

        assertThat(registered.result().metrics()).containsEntry("accuracy", 0.9);
        assertThat(registered.result().time()).contains(TIME);
        assertThat(TIME.savedPercent()).isEqualTo(70);
        assertThat(versions.registry()
                        .manifest(
                                registered.model(),
                                registered.result().version().orElseThrow()))
                .isPresent();
        assertThat(versions.registry().alias(registered.model(), SampleModel.CHAMPION))
                .isEmpty();
        assertThat(messages(registered))
                .containsExactly(
                        "budget.seconds: used up", "Epoch 1/2: training loss=0.2500", "Training finished; evaluating");
    }

    @Test
    void aStepThatIsDoneAgain_findsTheVersion() {
        leave("");
        PipelineRun first = register.run(run(), SampleArchives.MODEL, TIME);

        PipelineRun again = register.run(first, SampleArchives.MODEL, TIME);

        assertThat(again).isEqualTo(first);
        assertThat(versions.registry().versions(first.model())).hasSize(1);
    }

    @Test
    void anArchiveWithoutAModel_isTheTenantsToMend() {
        results.write("job/output/model.tar.gz", SampleArchives.of(Map.of("readme.txt", new byte[3])));

        assertThatThrownBy(() -> register.run(run(), SampleArchives.MODEL, TIME))
                .isInstanceOf(InvalidRequest.class);
    }

    @Test
    void aMissingArchive_isNamed() {
        assertThatThrownBy(() -> register.run(run(), SampleArchives.MODEL, TIME))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining(SampleArchives.MODEL);
    }

    private void leave(String log) {
        results.write(
                "job/output/model.tar.gz",
                SampleArchives.of(Map.of(
                        "model.json",
                        StrictJson.write(new Description(
                                SampleModel.tabular("any").spec(), new TreeMap<>(Map.of("accuracy", 0.9)))),
                        "model.onnx",
                        new byte[23])));
        results.write(
                "job/output/output.tar.gz",
                SampleArchives.of(Map.of("data/training.log", log.getBytes(StandardCharsets.UTF_8))));
    }

    private PipelineRun run() {
        PipelineRun run = SampleRuns.of("registered");
        store.claim(run, List.of());
        return run.stored(0);
    }

    private List<String> messages(PipelineRun run) {
        return store.events(SampleRuns.TENANT, run.id()).stream()
                .map(RunEvent::message)
                .toList();
    }

    /** Takes every graph as it is. */
    private static final class CopyingConverter implements ModelConverter {
        @Override
        public String converter() {
            return "copy";
        }

        @Override
        public Converted convert(Path graph, Path folder, PublishRequest request) {
            try {
                Files.copy(graph, folder.resolve(FileRole.GRAPH.fileName()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Converted(SampleModel.tabular("any").graph(), new Provenance.Comparison(3, 1e-6, 1e-4, false));
        }
    }
}
