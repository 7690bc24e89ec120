package farebox.training.pipeline;

import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import java.time.Instant;
import java.util.Optional;

/**
 * The steps of the state machine, each of which may be done again. What a tenant has to mend ends the run here;
 * whatever else is thrown is the state machine's to retry and to record.
 */
public final class PipelineTasks {
    private final Runs runs;
    private final Steps steps;
    private final ClassifyFailure classifyFailure = new ClassifyFailure();

    public PipelineTasks(Runs runs, Steps steps) {
        this.runs = runs;
        this.steps = steps;
    }

    /** What the steps do. */
    public record Steps(
            ValidateRun validate,
            AdmitRun admit,
            RegisterModel register,
            MeterTraining meter,
            TrainingOutput output,
            EvaluateModel evaluate,
            CanaryModel canary,
            PromoteModel promote) {}

    /** What the state machine goes on with. */
    public sealed interface Outcome {
        /** The run has ended; nothing is left to do. */
        record Ended() implements Outcome {}

        record Continues() implements Outcome {}

        /** Train by this plan. */
        record Planned(PipelineRun run, TrainingPlan plan) implements Outcome {}

        /** @param champion that the version was held against */
        record Evaluated(Optional<ModelVersion> champion) implements Outcome {}

        record Tried(CanaryModel.Result result) implements Outcome {}
    }

    /** A step of one run. */
    private interface Step {
        Outcome run(PipelineRun run);
    }

    public Outcome claim(PipelineRun run) {
        return unlessEnded(run, _ -> new Outcome.Continues());
    }

    public Outcome validate(PipelineRun run) {
        return unlessEnded(run, live -> continues(steps.validate().run(live)));
    }

    public Outcome admit(PipelineRun run) {
        return unlessEnded(run, live -> {
            AdmitRun.Admitted admitted = steps.admit().run(live);
            return admitted.run().status().ended()
                    ? new Outcome.Ended()
                    : new Outcome.Planned(admitted.run(), admitted.plan());
        });
    }

    /** @param left how many instance types are left to try */
    public Outcome classify(PipelineRun run, String error, String cause, int left) {
        return unlessEnded(run, live -> switch (classifyFailure.run(error, cause)) {
            case ClassifyFailure.Verdict.LacksCapacity(String what, RunError _)
            when left > 0 ->
                continues(runs.update(
                        live,
                        current -> current.with(RunStatus.QUEUED),
                        RunEvent.Draft.info(what + "; trying the next instance type")));
            case ClassifyFailure.Verdict verdict -> ended(live, error(live, verdict));
        });
    }

    /** @param artifacts where the model's archive lies */
    public Outcome register(PipelineRun run, String artifacts, TrainingTime time) {
        return unlessEnded(run, live -> {
            steps.meter().run(live, time.billedSeconds());
            return continues(steps.register().run(live, artifacts, time));
        });
    }

    public Outcome evaluate(PipelineRun run, String artifacts) {
        return unlessEnded(run, live -> switch (steps.evaluate().run(live, artifacts)) {
            case EvaluateModel.Decision.Promote(Optional<ModelVersion> champion) -> new Outcome.Evaluated(champion);
            case EvaluateModel.Decision.Refuse(RunError refusal) -> ended(live, refusal);
        });
    }

    /** @param champion that the version was held against */
    public Outcome canary(PipelineRun run, Optional<ModelVersion> champion) {
        return unlessEnded(run, live -> tried(live, steps.canary().start(live, champion)));
    }

    /** @param since when the canary was started */
    public Outcome observe(PipelineRun run, Optional<ModelVersion> champion, Instant since) {
        return unlessEnded(run, live -> tried(live, steps.canary().observe(live, champion, since)));
    }

    private Outcome tried(PipelineRun run, CanaryModel.Result result) {
        if (!(result instanceof CanaryModel.Result.RolledBack(RunError error))) {
            return new Outcome.Tried(result);
        }
        runs.update(
                run,
                current -> current.failed(error, runs.now()),
                RunEvent.Draft.error("Rolled back: version " + run.version() + " serves no callers any more"),
                RunEvent.Draft.error("The job failed: " + error.message()));
        return new Outcome.Ended();
    }

    /** Continues where the champion has moved, so that the version must be evaluated again. */
    public Outcome promote(PipelineRun run, Optional<ModelVersion> champion) {
        return unlessEnded(run, live -> switch (steps.promote().run(live, champion)) {
            case PROMOTED, ENDED -> new Outcome.Ended();
            case CHAMPION_MOVED -> new Outcome.Continues();
        });
    }

    /** Records the failure of a state other than the training. */
    public Outcome fail(PipelineRun run, String error, String cause) {
        steps.canary().end(run);
        return unlessEnded(run, live -> ended(live, error(live, classifyFailure.ofStep(error, cause))));
    }

    private RunError error(PipelineRun run, ClassifyFailure.Verdict verdict) {
        return switch (verdict) {
            case ClassifyFailure.Verdict.Fails(RunError failure) -> failure;
            case ClassifyFailure.Verdict.Refused(String job) -> steps.output().refusal(run, job);
            case ClassifyFailure.Verdict.LacksCapacity(String _, RunError failure) -> failure;
        };
    }

    private Outcome unlessEnded(PipelineRun run, Step step) {
        if (run.status().ended()) {
            steps.canary().end(run);
            return new Outcome.Ended();
        }
        try {
            return step.run(run);
        } catch (InvalidRequest e) {
            String code = e.code().equals(InvalidRequest.INVALID_VALUE) ? RunError.INVALID_TRAINING : e.code();
            return ended(run, new RunError(code, e.detail(), e.param().orElse("")));
        }
    }

    private static Outcome continues(PipelineRun run) {
        return run.status().ended() ? new Outcome.Ended() : new Outcome.Continues();
    }

    private Outcome ended(PipelineRun run, RunError error) {
        PipelineRun _ = runs.fail(run, error);
        return new Outcome.Ended();
    }
}
