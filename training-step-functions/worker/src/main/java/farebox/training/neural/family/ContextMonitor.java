package farebox.training.neural.family;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.fit.TrainingMonitor;
import farebox.training.neural.fit.TrainingState;
import farebox.training.neural.fit.TrainingState.EpochResult;
import farebox.training.progress.ProgressEvent.EpochFinished;
import farebox.training.progress.ProgressEvent.NoteAdded;
import farebox.training.tabular.TrainingContext;
import java.util.function.Supplier;

/** Reports epochs to a training's context, and ends the training when that says so. */
record ContextMonitor(TrainingContext context, int epochs, String metric) implements TrainingMonitor {
    @Override
    public Signal afterStep(StepReport report, Supplier<TrainingState> state) {
        if (!context.stop().stopRequested()) {
            return Signal.CONTINUE;
        }
        boolean inFirstEpoch = report.step() * epochs < report.steps();
        if (inFirstEpoch && context.stop().outOfTime()) {
            throw new InvalidRequest(
                    "budget.seconds: the time was used up within the first epoch, at step %d of %d; give more"
                            .formatted(report.step(), report.steps() / epochs),
                    "budget.seconds");
        }
        if (context.stop().outOfTime()) {
            context.progress()
                    .report(new NoteAdded(
                            "budget.seconds",
                            "the time was used up at step %d of %d; the model is the best so far"
                                    .formatted(report.step(), report.steps())));
        }
        return Signal.FINISH;
    }

    @Override
    public void afterEpoch(EpochResult result) {
        context.progress().report(new EpochFinished(result.epoch(), epochs, result.loss(), metric, result.metric()));
    }
}
