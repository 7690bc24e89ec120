package farebox.training.pipeline;

import farebox.kernel.ModelVersion;
import farebox.models.ModelRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One training, from its request to its end.
 *
 * @param revision counts the changes of the stored run
 * @param events how many events it has
 */
public record PipelineRun(
        RunId id,
        ModelRef model,
        TrainingRequest request,
        RunStatus status,
        Times times,
        Result result,
        long revision,
        int events) {
    /** @param ended when the run came to its last status */
    public record Times(Instant created, Optional<Instant> ended) {}

    /**
     * What is known of the outcome so far.
     *
     * @param estimate of the cost, made before the training
     * @param time of the training
     * @param version of the model that was registered
     * @param canary how far it was tried beside the champion
     */
    public record Result(
            Optional<Cost> estimate,
            Optional<TrainingTime> time,
            Map<String, Double> metrics,
            Optional<ModelVersion> version,
            Optional<CanaryOutcome> canary,
            Optional<RunError> error) {
        public static final Result NONE = new Result(
                Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());

        public Result {
            metrics = Map.copyOf(new TreeMap<>(metrics));
        }

        public Result withEstimate(Cost cost) {
            return new Result(Optional.of(cost), time, metrics, version, canary, error);
        }

        public Result withTime(TrainingTime trained) {
            return new Result(estimate, Optional.of(trained), metrics, version, canary, error);
        }

        public Result withModel(ModelVersion registered, Map<String, Double> measured) {
            return new Result(estimate, time, measured, Optional.of(registered), canary, error);
        }

        public Result withCanary(CanaryOutcome tried) {
            return new Result(estimate, time, metrics, version, Optional.of(tried), error);
        }

        Result withError(RunError cause) {
            return new Result(estimate, time, metrics, version, canary, Optional.of(cause));
        }
    }

    /** A run that begins. */
    public static PipelineRun created(RunId id, ModelRef model, TrainingRequest request, Instant now) {
        return new PipelineRun(
                id,
                model,
                request,
                RunStatus.VALIDATING_FILES,
                new Times(now.truncatedTo(ChronoUnit.MILLIS), Optional.empty()),
                Result.NONE,
                0,
                0);
    }

    public PipelineRun with(RunStatus next) {
        return new PipelineRun(id, model, request, next, times, result, revision, events);
    }

    public PipelineRun with(Result known) {
        return new PipelineRun(id, model, request, status, times, known, revision, events);
    }

    /** The run at its end. */
    public PipelineRun ended(RunStatus last, Instant now) {
        return new PipelineRun(
                id, model, request, last, new Times(times.created(), Optional.of(now)), result, revision, events);
    }

    public PipelineRun failed(RunError error, Instant now) {
        return ended(RunStatus.FAILED, now).with(result.withError(error));
    }

    /** The version that was registered for the run; there is one once the training is over. */
    ModelVersion version() {
        return result.version().orElseThrow(() -> new IllegalArgumentException("no version is registered for " + id));
    }

    /** This run as it is stored after so many more events. */
    public PipelineRun stored(int moreEvents) {
        return new PipelineRun(id, model, request, status, times, result, revision + 1, events + moreEvents);
    }
}
