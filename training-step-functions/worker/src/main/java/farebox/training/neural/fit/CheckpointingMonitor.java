package farebox.training.neural.fit;

import farebox.training.neural.fit.TrainingState.EpochResult;
import java.util.function.Supplier;

/** Writes a checkpoint every so many steps, and when another monitor ends the training, such as on SIGTERM. */
public record CheckpointingMonitor(TrainingMonitor monitor, Checkpoints checkpoints, int everySteps)
        implements TrainingMonitor {
    @Override
    public Signal afterStep(StepReport report, Supplier<TrainingState> state) {
        Signal signal = monitor.afterStep(report, state);
        if (signal != Signal.CONTINUE || report.step() % everySteps == 0) {
            checkpoints.write(state.get());
        }
        return signal;
    }

    @Override
    public void afterEpoch(EpochResult result) {
        monitor.afterEpoch(result);
    }
}
