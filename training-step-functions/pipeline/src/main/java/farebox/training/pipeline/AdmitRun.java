package farebox.training.pipeline;

import farebox.kernel.InvalidRequest;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Estimates what a run costs before it starts, and admits it if run and month stay within their limits. */
public final class AdmitRun {
    private final Runs runs;
    private final RunStore store;
    private final CostPolicy policy;

    public AdmitRun(Runs runs, RunStore store, CostPolicy policy) {
        this.runs = runs;
        this.store = store;
        this.policy = policy;
    }

    /** A run that may be trained, and how. */
    public record Admitted(PipelineRun run, TrainingPlan plan) {}

    /**
     * @throws InvalidRequest if the run would exceed a limit, with both amounts, or asks for an unknown instance type
     */
    public Admitted run(PipelineRun run) {
        TrainingManifest manifest = TrainingManifest.read(run.request().spec());
        TrainingPlan plan = policy.plan(manifest.budget(), manifest.instance());
        policy.requireWithinRun(plan.cost());
        YearMonth month = YearMonth.from(runs.now().atOffset(ZoneOffset.UTC));
        if (!store.reserve(run, plan.cost(), month, policy.perMonth())) {
            throw new InvalidRequest(
                    "the training would cost up to %s USD, and with it the trainings of %s more than the %s USD that a month may cost"
                            .formatted(plan.cost(), month, policy.perMonth()),
                    "budget.seconds",
                    RunError.COST_LIMIT);
        }
        PipelineRun admitted = runs.update(
                run,
                current ->
                        current.with(current.result().withEstimate(plan.cost())).with(RunStatus.RUNNING),
                RunEvent.Draft.info(
                        "Fine-tuning job started; it costs at most %s USD (limits: %s for a run, %s for a month)"
                                .formatted(plan.cost(), policy.perRun(), policy.perMonth())));
        return new Admitted(admitted, plan);
    }
}
