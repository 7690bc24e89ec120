package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.ModelVersion;
import farebox.kernel.MovableClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PromoteModelTest {
    private static final ModelVersion V1 = new ModelVersion("v-1");
    private static final ModelVersion V2 = new ModelVersion("v-2");

    private final MovableClock clock = new MovableClock(SampleRuns.NOW);
    private final InMemoryRunStore store = new InMemoryRunStore(clock);
    private final Runs runs = new Runs(store, clock);
    private final SampleVersions versions;
    private final PromoteModel promote;

    PromoteModelTest(@TempDir Path folder) {
        this.versions = new SampleVersions(folder);
        this.promote = new PromoteModel(runs, versions.registry());
        versions.add("v-1");
        versions.add("v-2");
    }

    @Test
    void aFirstModel_servesAndEndsItsRun() {
        PipelineRun run = registered(V1);

        assertThat(promote.run(run, Optional.empty())).isEqualTo(PromoteModel.Result.PROMOTED);

        assertThat(versions.alias().version()).isEqualTo(V1);
        assertThat(current(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(store.events(SampleRuns.TENANT, run.id()))
                .extracting(RunEvent::message)
                .contains("Promoted: version v-1 serves now");
    }

    @Test
    void aStepThatIsDoneAgain_findsItsWorkDone() {
        PipelineRun run = registered(V1);
        promote.run(run, Optional.empty());

        assertThat(promote.run(current(run), Optional.empty())).isEqualTo(PromoteModel.Result.PROMOTED);
        assertThat(store.events(SampleRuns.TENANT, run.id())).hasSize(4);
    }

    @Test
    void aChampionThatHasMoved_isLeftAsItIs_andTheRunIsComparedAgain() {
        versions.point(V1);
        PipelineRun run = registered(V2);

        assertThat(promote.run(run, Optional.empty())).isEqualTo(PromoteModel.Result.CHAMPION_MOVED);

        assertThat(versions.alias().version()).isEqualTo(V1);
        assertThat(current(run).status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void aCancelledRun_promotesNothing() {
        versions.point(V1);
        PipelineRun run = registered(V2);
        runs.update(run, before -> before.ended(RunStatus.CANCELLED, clock.instant()));

        assertThat(promote.run(run, Optional.of(V1))).isEqualTo(PromoteModel.Result.ENDED);
        assertThat(versions.alias().version()).isEqualTo(V1);
    }

    private PipelineRun registered(ModelVersion version) {
        PipelineRun run = SampleRuns.of("promoted");
        store.claim(run, List.of());
        return runs.update(
                run.stored(0),
                before -> before.with(before.result().withModel(version, Map.of()))
                        .with(RunStatus.RUNNING));
    }

    private PipelineRun current(PipelineRun run) {
        return runs.get(SampleRuns.TENANT, run.id());
    }
}
