package farebox.training.pipeline;

import farebox.kernel.TenantId;

/**
 * Cancels a run: first its record, which takes no event from then on, and then its execution and training job.
 * Cancelling a cancelled run again stops what an earlier try left.
 */
public final class CancelRun {
    private final Runs runs;
    private final RunExecutions executions;

    public CancelRun(Runs runs, RunExecutions executions) {
        this.runs = runs;
        this.executions = executions;
    }

    /** The run as it is now; one that has succeeded, failed or is being promoted stays so. */
    public PipelineRun run(TenantId tenant, RunId id) {
        PipelineRun before = runs.get(tenant, id);
        PipelineRun cancelled = runs.update(
                before,
                current -> current.status() == RunStatus.PROMOTING
                        ? current
                        : current.ended(RunStatus.CANCELLED, runs.now()),
                RunEvent.Draft.info("Fine-tuning job cancelled"));
        // The execution of a canary goes on to take the model from the callers, and ends then.
        if (cancelled.status() == RunStatus.CANCELLED && before.status() != RunStatus.CANARY) {
            executions.stop(cancelled);
        }
        return cancelled;
    }
}
