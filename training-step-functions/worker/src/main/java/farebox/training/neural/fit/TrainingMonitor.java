package farebox.training.neural.fit;

import farebox.training.neural.fit.TrainingState.EpochResult;
import java.util.function.Supplier;

/** Watches a training and may end it. */
public interface TrainingMonitor {
    /** What training does next. */
    enum Signal {
        CONTINUE,
        /** Ends with the best weights so far: the time is used up. */
        FINISH,
        /** Ends with its state, to go on later: the process must stop. */
        INTERRUPT
    }

    /** A step that was done, of so many in all; epochs count from 1. */
    record StepReport(long step, long steps, int epoch, double loss, double learningRate) {}

    /**
     * Called after each step.
     *
     * @param state copies the state as it is now, which takes time
     */
    Signal afterStep(StepReport report, Supplier<TrainingState> state);

    /** Called after each epoch. */
    void afterEpoch(EpochResult result);

    /** Watches nothing. */
    static TrainingMonitor none() {
        return new TrainingMonitor() {
            @Override
            public Signal afterStep(StepReport report, Supplier<TrainingState> state) {
                return Signal.CONTINUE;
            }

            @Override
            public void afterEpoch(EpochResult result) {
                // Nobody asked.
            }
        };
    }
}
