package farebox.training.pipeline;

import farebox.inference.VersionMetrics;
import farebox.kernel.AliasName;
import farebox.kernel.Conflict;
import farebox.kernel.ModelVersion;
import farebox.models.Canary;
import farebox.models.registry.Alias;
import farebox.models.registry.ModelRegistry;
import farebox.training.pipeline.gate.CanaryCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets the version of a run serve a share of the callers beside the champion, compares what comes of their requests,
 * and gives them back to the champion if the version does harm.
 */
public final class CanaryModel {
    private final Runs runs;
    private final ModelRegistry registry;
    private final VersionMetrics metrics;
    private final CanaryPolicy policy;

    public CanaryModel(Runs runs, ModelRegistry registry, VersionMetrics metrics, CanaryPolicy policy) {
        this.runs = runs;
        this.registry = registry;
        this.metrics = metrics;
        this.policy = policy;
    }

    /** How it goes on. */
    public sealed interface Result {
        /** The version may serve everybody. */
        record Passed() implements Result {}

        /** Look at the counts after that time. */
        record Observing(Instant since, Duration interval) implements Result {}

        /** The canary of another run lasts; try again after that time. */
        record Busy(Duration interval) implements Result {}

        /** Another version was promoted meanwhile; compare again. */
        record ChampionMoved() implements Result {}

        /** The version did harm. */
        record RolledBack(RunError error) implements Result {}
    }

    /**
     * Starts the canary, or finds the one that was started. Without a champion there is nothing to compare with, and
     * the version passes.
     *
     * @param compared the champion that the version was held against; empty if there was none
     */
    public Result start(PipelineRun run, Optional<ModelVersion> compared) {
        Optional<Alias> now = registry.alias(run.model(), AliasName.CHAMPION);
        Optional<ModelVersion> serving = now.map(Alias::version);
        if (serving.equals(Optional.of(run.version()))) {
            return new Result.Passed();
        }
        if (!serving.equals(compared)) {
            return moved(run);
        }
        if (now.isEmpty() || policy.window().isZero()) {
            return new Result.Passed();
        }
        return start(run, now.get());
    }

    private Result start(PipelineRun run, Alias champion) {
        Optional<Canary> live = champion.canary().filter(canary -> canary.isLive(runs.now()));
        if (live.isPresent() && !live.get().candidate().equals(run.version())) {
            return new Result.Busy(policy.interval());
        }
        Instant since = live.map(canary -> canary.until().minus(policy.limit())).orElseGet(runs::now);
        if (live.isEmpty()) {
            Canary canary = new Canary(run.version(), policy.percent(), since.plus(policy.limit()));
            try {
                registry.startCanary(run.model(), AliasName.CHAMPION, canary, champion);
            } catch (Conflict e) {
                return new Result.Busy(policy.interval());
            }
        }
        runs.update(
                run,
                current -> current.with(RunStatus.CANARY),
                RunEvent.Draft.info("Canary: version %s serves %d %% of the callers for up to %d s"
                        .formatted(
                                run.version(), policy.percent(), policy.window().toSeconds())));
        return new Result.Observing(since, policy.interval());
    }

    /** Compares the counts since the canary was started. */
    public Result observe(PipelineRun run, Optional<ModelVersion> compared, Instant since) {
        Optional<Alias> now = registry.alias(run.model(), AliasName.CHAMPION);
        Optional<ModelVersion> serving = now.map(Alias::version);
        if (serving.equals(Optional.of(run.version()))) {
            return new Result.Passed();
        }
        if (now.isEmpty() || !serving.equals(compared)) {
            return moved(run);
        }
        if (!isOurs(run, now.get())) {
            return rolledBack("an operator ended the canary");
        }
        return judge(run, now.get(), since);
    }

    private Result judge(PipelineRun run, Alias champion, Instant since) {
        CanaryCounts counts = new CanaryCounts(
                metrics.since(run.model(), run.version(), since),
                metrics.since(run.model(), champion.version(), since));
        Optional<String> harm = counts.harm();
        if (harm.isPresent()) {
            end(run);
            return rolledBack(harm.get());
        }
        return runs.now().isBefore(since.plus(policy.window()))
                ? new Result.Observing(since, policy.interval())
                : new Result.Passed();
    }

    /** Gives the callers of a run's version back to the champion, if it still serves any. */
    public void end(PipelineRun run) {
        end(registry, run);
    }

    static void end(ModelRegistry registry, PipelineRun run) {
        registry.alias(run.model(), AliasName.CHAMPION)
                .filter(alias -> isOurs(run, alias))
                .ifPresent(
                        alias -> registry.point(run.model(), AliasName.CHAMPION, alias.version(), Optional.of(alias)));
    }

    private Result moved(PipelineRun run) {
        PipelineRun _ = runs.compareAgain(run);
        return new Result.ChampionMoved();
    }

    private static boolean isOurs(PipelineRun run, Alias alias) {
        return alias.canary()
                .filter(canary -> run.result().version().equals(Optional.of(canary.candidate())))
                .isPresent();
    }

    private static Result rolledBack(String why) {
        return new Result.RolledBack(new RunError(
                RunError.ROLLED_BACK, "the canary was rolled back: " + why + "; the champion serves all callers"));
    }
}
