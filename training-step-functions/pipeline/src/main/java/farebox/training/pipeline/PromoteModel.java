package farebox.training.pipeline;

import farebox.kernel.AliasName;
import farebox.kernel.Conflict;
import farebox.kernel.ModelVersion;
import farebox.models.registry.Alias;
import farebox.models.registry.ModelRegistry;
import farebox.training.pipeline.gate.CanaryCounts;
import java.util.Optional;

/** Lets the version of a run serve, if the champion is still the one that it was compared with. */
public final class PromoteModel {
    private final Runs runs;
    private final ModelRegistry registry;

    public PromoteModel(Runs runs, ModelRegistry registry) {
        this.runs = runs;
        this.registry = registry;
    }

    /** What came of it. */
    public enum Result {
        PROMOTED,
        /** Another run was promoted meanwhile; compare again. */
        CHAMPION_MOVED,
        /** The run was cancelled. */
        ENDED
    }

    /** @param compared the champion that the version was held against; empty if there was none */
    public Result run(PipelineRun run, Optional<ModelVersion> compared) {
        ModelVersion version = run.version();
        PipelineRun promoting = runs.update(run, current -> current.with(RunStatus.PROMOTING), begun(run));
        if (promoting.status() != RunStatus.PROMOTING) {
            return promoting.status() == RunStatus.SUCCEEDED ? Result.PROMOTED : Result.ENDED;
        }
        if (!point(promoting, version, compared)) {
            PipelineRun _ = runs.compareAgain(promoting);
            return Result.CHAMPION_MOVED;
        }
        runs.update(
                promoting,
                current -> current.ended(RunStatus.SUCCEEDED, runs.now()),
                RunEvent.Draft.info(
                        "New fine-tuned model created: " + run.model().name()),
                RunEvent.Draft.info("Promoted: version " + version + " serves now"),
                RunEvent.Draft.info("The job has successfully completed"));
        return Result.PROMOTED;
    }

    private static RunEvent.Draft[] begun(PipelineRun run) {
        RunEvent.Draft promoting = RunEvent.Draft.info("Promoting version " + run.version());
        return run.result()
                .canary()
                .filter(CanaryOutcome::isInconclusive)
                .map(canary -> new RunEvent.Draft[] {inconclusive(run, canary), promoting})
                .orElseGet(() -> new RunEvent.Draft[] {promoting});
    }

    private static RunEvent.Draft inconclusive(PipelineRun run, CanaryOutcome canary) {
        return RunEvent.Draft.warn(
                "The canary is inconclusive: version %s had %d requests, of the %d that its errors and"
                                .formatted(run.version(), canary.requests(), CanaryCounts.MIN_REQUESTS)
                        + " latency are compared by");
    }

    /** A step that is done again finds the alias where it left it. */
    private boolean point(PipelineRun run, ModelVersion version, Optional<ModelVersion> compared) {
        Optional<Alias> now = registry.alias(run.model(), AliasName.CHAMPION);
        Optional<ModelVersion> serving = now.map(Alias::version);
        if (serving.equals(Optional.of(version))) {
            return true;
        }
        if (!serving.equals(compared)) {
            return false;
        }
        try {
            registry.point(run.model(), AliasName.CHAMPION, version, now);
            return true;
        } catch (Conflict e) {
            return false;
        }
    }
}
