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
import java.util.OptionalInt;

/**
 * Lets the version of a run serve a growing share of the callers beside the champion, compares what comes of their
 * requests, and gives them back to the champion if the version does harm.
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
        /** The version may become the champion. */
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
            return new Result.Busy(policy.pause());
        }
        Canary canary = live.orElseGet(() -> share(run, policy.percent()));
        if (live.isEmpty() && !started(run, canary, champion)) {
            return new Result.Busy(policy.pause());
        }
        record(run, canary, 0);
        return new Result.Observing(began(canary), policy.interval());
    }

    private Canary share(PipelineRun run, int percent) {
        return new Canary(run.version(), percent, runs.now().plus(policy.limit()));
    }

    private Instant began(Canary canary) {
        return canary.until().minus(policy.limit());
    }

    /** @return false if the alias is another by now */
    private boolean started(PipelineRun run, Canary canary, Alias seen) {
        try {
            registry.startCanary(run.model(), AliasName.CHAMPION, canary, seen);
            return true;
        } catch (Conflict e) {
            return false;
        }
    }

    /** Records a share once. */
    private void record(PipelineRun run, Canary canary, long requests) {
        boolean recorded = run.status() == RunStatus.CANARY
                && run.result()
                        .canary()
                        .filter(known -> known.percent() == canary.percent())
                        .isPresent();
        if (!recorded) {
            runs.update(
                    run,
                    current -> tried(current, canary, requests).with(RunStatus.CANARY),
                    RunEvent.Draft.info("Canary: version %s serves %d %% of the callers for up to %d s"
                            .formatted(
                                    run.version(),
                                    canary.percent(),
                                    policy.window().toSeconds())));
        }
    }

    private static PipelineRun tried(PipelineRun run, Canary canary, long requests) {
        return run.with(run.result().withCanary(new CanaryOutcome(canary.percent(), requests)));
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
        Optional<Canary> canary = ours(run, now.get());
        return canary.isEmpty()
                ? rolledBack("an operator ended the canary")
                : judge(run, now.get(), canary.get(), since);
    }

    private Result judge(PipelineRun run, Alias champion, Canary canary, Instant since) {
        CanaryCounts counts = new CanaryCounts(
                metrics.since(run.model(), run.version(), since),
                metrics.since(run.model(), champion.version(), since));
        record(run, canary, counts.candidate().requests());
        boolean over = !runs.now().isBefore(began(canary).plus(policy.window()));
        OptionalInt next = over ? policy.after(canary.percent(), counts) : OptionalInt.of(canary.percent());
        Optional<String> harm = next.isEmpty() ? counts.lastHarm() : counts.harm();
        if (harm.isPresent()) {
            end(run);
            return rolledBack(harm.get());
        }
        if (next.isEmpty()) {
            return passed(run, canary, counts);
        }
        if (over) {
            // The next look records it, or finds that the alias was moved meanwhile.
            boolean _ = started(run, share(run, next.getAsInt()), champion);
        }
        return new Result.Observing(since, policy.interval());
    }

    private Result passed(PipelineRun run, Canary canary, CanaryCounts counts) {
        runs.update(run, current -> tried(current, canary, counts.candidate().requests()));
        return new Result.Passed();
    }

    /** Gives the callers of a run's version back to the champion, if it still serves any. */
    public void end(PipelineRun run) {
        end(registry, run);
    }

    static void end(ModelRegistry registry, PipelineRun run) {
        registry.alias(run.model(), AliasName.CHAMPION)
                .filter(alias -> ours(run, alias).isPresent())
                .ifPresent(
                        alias -> registry.point(run.model(), AliasName.CHAMPION, alias.version(), Optional.of(alias)));
    }

    private Result moved(PipelineRun run) {
        PipelineRun _ = runs.compareAgain(run);
        return new Result.ChampionMoved();
    }

    private static Optional<Canary> ours(PipelineRun run, Alias alias) {
        return alias.canary().filter(canary -> run.result().version().equals(Optional.of(canary.candidate())));
    }

    private static Result rolledBack(String why) {
        return new Result.RolledBack(new RunError(
                RunError.ROLLED_BACK, "the canary was rolled back: " + why + "; the champion serves all callers"));
    }
}
