package farebox.training.pipeline;

import farebox.kernel.TenantId;
import farebox.models.registry.ModelRegistry;

/**
 * Records the end of a run whose execution has ended without doing so, as when the function of the tasks was not to be
 * reached or an operator stopped the execution, and stops what may be left of its training and its canary.
 */
public final class EndExecution {
    private final Runs runs;
    private final RunExecutions executions;
    private final ModelRegistry registry;
    private final ClassifyFailure classifyFailure = new ClassifyFailure();

    public EndExecution(Runs runs, RunExecutions executions, ModelRegistry registry) {
        this.runs = runs;
        this.executions = executions;
        this.registry = registry;
    }

    /**
     * The run as it is then; one that has ended stays so.
     *
     * @param error that the execution ended with; empty if there is none
     */
    public PipelineRun run(TenantId tenant, RunId id, String error, String cause) {
        PipelineRun run = runs.get(tenant, id);
        CanaryModel.end(registry, run);
        if (run.status().ended()) {
            return run;
        }
        executions.stop(run);
        return runs.fail(
                run,
                switch (classifyFailure.run(error, cause)) {
                    case ClassifyFailure.Verdict.Fails(RunError failure) -> failure;
                    case ClassifyFailure.Verdict.LacksCapacity(String _, RunError failure) -> failure;
                    case ClassifyFailure.Verdict.Refused(String job) ->
                        new RunError(
                                RunError.INVALID_TRAINING,
                                "the training refused the spec or the data; the log of the job " + job + " says why");
                });
    }
}
