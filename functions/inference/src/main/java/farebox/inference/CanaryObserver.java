package farebox.inference;

import farebox.models.Models;
import java.time.Duration;
import java.util.List;

/** Counts the requests to the versions of a model while a canary of it lasts. */
public record CanaryObserver(Models models, VersionRecorder recorder) implements RunObserver {
    @Override
    public void succeeded(ModelCall call, Duration time, ModelRuns.Done<?> done) {
        record(call, VersionCounts.answered(done.compute(), done.inputs()));
    }

    @Override
    public void failed(ModelCall call) {
        record(call, VersionCounts.failed());
    }

    @Override
    public void predicted(ModelCall call, Inputs inputs, List<Predictions.Prediction> predictions) {}

    private void record(ModelCall call, VersionCounts counts) {
        if (models.canary(call.card().ref()).isPresent()) {
            recorder.record(call.card().ref(), call.card().version(), counts);
        }
    }
}
