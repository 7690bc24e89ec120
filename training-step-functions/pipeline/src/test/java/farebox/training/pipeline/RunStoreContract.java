package farebox.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of runs does. */
public abstract class RunStoreContract {
    private static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final List<RunEvent.Draft> ONE = List.of(RunEvent.Draft.info("one"));

    /** An empty store. */
    protected abstract RunStore store();

    @Test
    void claimed_runsAreFoundWholeByTheirTenantOnly() {
        RunStore store = store();
        PipelineRun run = SampleRuns.of("a");

        assertThat(store.claim(run, ONE)).isTrue();

        assertThat(store.find(SampleRuns.TENANT, run.id())).contains(run.stored(1));
        assertThat(store.find(new TenantId("other"), run.id())).isEmpty();
        assertThat(store.events(new TenantId("other"), run.id())).isEmpty();
    }

    @Test
    void claim_ofTheSameIdAgain_changesNothing() {
        RunStore store = store();
        PipelineRun run = SampleRuns.of("a");
        store.claim(run, ONE);

        assertThat(store.claim(run.with(RunStatus.FAILED), ONE)).isFalse();

        assertThat(store.find(SampleRuns.TENANT, run.id())).contains(run.stored(1));
        assertThat(store.events(SampleRuns.TENANT, run.id())).hasSize(1);
    }

    @Test
    void replace_storesRunAndEventsTogether() {
        RunStore store = store();
        PipelineRun run = claimed(store, "a");
        PipelineRun changed = run.with(run.result()
                        .withEstimate(new Cost(5))
                        .withModel(new ModelVersion("v-1"), Map.of("accuracy", 0.9))
                        .withCanary(new CanaryOutcome(50, 7)))
                .failed(new RunError(RunError.NOT_PROMOTED, "no", "p"), SampleRuns.NOW.plusSeconds(3));

        assertThat(store.replace(changed, List.of(RunEvent.Draft.measured("two", Map.of("loss", 0.5)))))
                .isTrue();

        assertThat(store.find(SampleRuns.TENANT, run.id())).contains(changed.stored(1));
        assertThat(store.events(SampleRuns.TENANT, run.id()))
                .extracting(RunEvent::number, RunEvent::message)
                .containsExactly(tuple(1, "one"), tuple(2, "two"));
    }

    @Test
    void replace_ofAnOldRevision_writesNothing() {
        RunStore store = store();
        PipelineRun run = claimed(store, "a");
        store.replace(run.with(RunStatus.QUEUED), ONE);

        assertThat(store.replace(run.with(RunStatus.RUNNING), ONE)).isFalse();

        assertThat(store.find(SampleRuns.TENANT, run.id()).map(PipelineRun::status))
                .contains(RunStatus.QUEUED);
        assertThat(store.events(SampleRuns.TENANT, run.id())).hasSize(2);
    }

    @Test
    void list_isNewestFirstByPage() {
        RunStore store = store();
        List<RunId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            PipelineRun run = SampleRuns.of(SampleRuns.TENANT, "run" + i, SampleRuns.NOW.plusSeconds(i));
            store.claim(run, ONE);
            ids.addFirst(run.id());
        }
        store.claim(SampleRuns.of(new TenantId("other"), "other", SampleRuns.NOW), ONE);

        List<PipelineRun> first = store.list(SampleRuns.TENANT, Optional.empty(), 3);
        List<PipelineRun> second =
                store.list(SampleRuns.TENANT, Optional.of(first.getLast().id()), 3);

        assertThat(first).extracting(PipelineRun::id).isEqualTo(ids.subList(0, 3));
        assertThat(second).extracting(PipelineRun::id).isEqualTo(ids.subList(3, 5));
    }

    @Test
    void reserve_countsEachRunOnce() {
        RunStore store = store();
        PipelineRun run = claimed(store, "a");

        assertThat(store.reserve(run, new Cost(6), MONTH, new Cost(10))).isTrue();
        assertThat(store.reserve(run, new Cost(6), MONTH, new Cost(10))).isTrue();
        assertThat(store.reserve(claimed(store, "b"), new Cost(4), MONTH, new Cost(10)))
                .isTrue();
    }

    @Test
    void reserve_beyondTheLimitOfAMonth_isRefused() {
        RunStore store = store();
        store.reserve(claimed(store, "a"), new Cost(6), MONTH, new Cost(10));

        assertThat(store.reserve(claimed(store, "b"), new Cost(5), MONTH, new Cost(10)))
                .isFalse();
        assertThat(store.reserve(claimed(store, "c"), new Cost(5), MONTH.plusMonths(1), new Cost(10)))
                .isTrue();
        assertThat(store.reserve(claimed(store, "d"), new Cost(11), MONTH.plusMonths(2), new Cost(10)))
                .isFalse();
    }

    private static PipelineRun claimed(RunStore store, String cause) {
        PipelineRun run = SampleRuns.of(cause);
        store.claim(run, ONE);
        return run.stored(1);
    }
}
