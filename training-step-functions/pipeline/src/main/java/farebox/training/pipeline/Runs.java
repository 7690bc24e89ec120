package farebox.training.pipeline;

import farebox.kernel.Conflict;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes stored runs. A run that has ended stays as it is: it takes no further event. */
public final class Runs {
    private static final int MAX_ATTEMPTS = 20;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final RunStore store;
    private final InstantSource clock;

    public Runs(RunStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    /** @throws NotFound if the tenant has no such run */
    public PipelineRun get(TenantId tenant, RunId id) {
        return store.find(tenant, id)
                .orElseThrow(() -> new NotFound("there is no fine-tuning job " + id, "fine_tuning_job_not_found"));
    }

    /**
     * Changes a run unless it has ended; returns it as it then is.
     *
     * @param change returns an equal run where nothing is to change; then no event is stored either
     */
    public PipelineRun update(PipelineRun run, UnaryOperator<PipelineRun> change, RunEvent.Draft... events) {
        PipelineRun current = run;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            if (current.status().ended()) {
                return current;
            }
            PipelineRun changed = change.apply(current);
            if (changed.equals(current)) {
                return current;
            }
            if (store.replace(changed, List.of(events))) {
                return changed.stored(events.length);
            }
            current = get(run.model().owner(), run.id());
        }
        throw new Conflict("the run " + run.id() + " is being changed by other requests; try again", RETRY);
    }

    /** Another version than the one that a run's was compared with serves by now. */
    PipelineRun compareAgain(PipelineRun run) {
        return update(
                run,
                current -> current.with(RunStatus.RUNNING),
                RunEvent.Draft.info("Another version was promoted meanwhile; comparing with it"));
    }

    public PipelineRun fail(PipelineRun run, RunError error) {
        return update(
                run,
                current -> current.failed(error, now()),
                RunEvent.Draft.error("The job failed: " + error.message()));
    }
}
