package farebox.training.pipeline.drift;

import farebox.models.ModelRef;
import farebox.training.pipeline.PipelineObjects;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RunStore;
import farebox.training.pipeline.SourceObject;
import farebox.training.pipeline.StartFromUpload;
import farebox.training.pipeline.TrainingManifest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Trains a model again that has drifted, if its manifest says so: on the newest objects beside the manifest, by the
 * claim of an upload. Data that have not changed since they were trained on name the run that there was, so that
 * nothing is trained twice.
 */
public final class RetrainOnDrift {
    private static final int PAGE = 100;

    private final PipelineObjects.Uploads uploads;
    private final StartFromUpload startFromUpload;
    private final RunStore runs;
    private final InstantSource clock;

    public RetrainOnDrift(
            PipelineObjects.Uploads uploads, StartFromUpload startFromUpload, RunStore runs, InstantSource clock) {
        this.uploads = uploads;
        this.startFromUpload = startFromUpload;
        this.runs = runs;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Result {
        record Started(PipelineRun run) implements Result {}

        record Skipped(String reason) implements Result {}
    }

    /** @throws farebox.kernel.Unavailable if it is not known whether a run was started; repeat it */
    public Result run(ModelRef model) {
        Instant now = clock.instant();
        String key = "training/" + model + "/training.json";
        Optional<TrainingManifest.Monitoring> policy =
                uploads.find(key).flatMap(this::manifest).map(TrainingManifest::monitoring);
        if (policy.isEmpty()) {
            return new Result.Skipped("the model was not trained from an upload");
        }
        if (!policy.get().retrain()) {
            return new Result.Skipped("monitoring.retrain is not set");
        }
        if (hasRunSince(model, now.minus(policy.get().cooldown()))) {
            return new Result.Skipped("the model was trained within monitoring.cooldown_hours");
        }
        return start(key, now);
    }

    private Result start(String key, Instant now) {
        return switch (startFromUpload.run(uploads.bucket(), key)) {
            case StartFromUpload.Result.Listed(PipelineRun run)
            when run.times().created().isBefore(now.minus(Duration.ofMillis(1))) ->
                new Result.Skipped("the data have not changed since the run " + run.id());
            case StartFromUpload.Result.Listed(PipelineRun run) -> new Result.Started(run);
            case StartFromUpload.Result.Ignored(String reason) -> new Result.Skipped(reason);
        };
    }

    private Optional<TrainingManifest> manifest(SourceObject object) {
        return uploads.read(object, PipelineObjects.firstBytes(TrainingManifest.MAX_BYTES))
                .map(TrainingManifest::read);
    }

    /** Runs are listed from the newest on. */
    private boolean hasRunSince(ModelRef model, Instant start) {
        List<PipelineRun> page = runs.list(model.owner(), Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            for (PipelineRun run : page) {
                if (run.times().created().isBefore(start)) {
                    return false;
                }
                if (run.model().equals(model)) {
                    return true;
                }
            }
            page = runs.list(model.owner(), Optional.of(page.getLast().id()), PAGE);
        }
        return false;
    }
}
