package farebox.training.neural.family;

import farebox.training.neural.fit.TrainingMonitor;
import farebox.training.neural.fit.TrainingState;
import farebox.training.neural.fit.TrainingState.EpochResult;
import farebox.training.progress.ProgressEvent.EpochFinished;
import farebox.training.tabular.TrainingContext;
import java.util.function.Supplier;

/** Reports epochs to a training's context, and ends the training when that says so. */
record ContextMonitor(TrainingContext context, int epochs, String metric) implements TrainingMonitor {
    @Override
    public Signal afterStep(StepReport report, Supplier<TrainingState> state) {
        return context.stop().stopRequested() ? Signal.FINISH : Signal.CONTINUE;
    }

    @Override
    public void afterEpoch(EpochResult result) {
        context.progress().report(new EpochFinished(result.epoch(), epochs, result.loss(), metric, result.metric()));
    }
}
