package farebox.training.neural.family;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.djl.Trainer;
import farebox.training.neural.djl.Trainer.Diverged;
import farebox.training.neural.djl.Trainer.Finished;
import farebox.training.neural.djl.Trainer.Interrupted;
import farebox.training.neural.djl.Trainer.Outcome;
import farebox.training.neural.djl.Trainer.Setup;
import farebox.training.neural.fit.CheckpointingMonitor;
import farebox.training.neural.fit.Checkpoints;
import farebox.training.neural.fit.TrainingMonitor;
import farebox.training.tabular.TrainingContext;

/** Trains as a context says: with its reports and its end, and with checkpoints where it has a folder for them. */
public final class ResumableTraining {
    /** The parameter that every family of networks calls its learning rate. */
    public static final String RATE = "learning_rate";

    private static final int STEPS_BETWEEN_CHECKPOINTS = 200;

    private ResumableTraining() {}

    /**
     * Goes on from the newest checkpoint of the same training, or begins.
     *
     * @throws InvalidRequest if the loss is no number
     */
    public static Finished run(Setup setup, TrainingContext context) {
        return switch (outcome(setup, context)) {
            case Finished finished -> finished;
            case Diverged(long step) ->
                throw new InvalidRequest(
                        "the loss of step %d is no number; choose a lower learning rate".formatted(step),
                        "parameters." + RATE);
            case Interrupted _ -> throw new IllegalStateException("nobody interrupts this training");
        };
    }

    private static Outcome outcome(Setup setup, TrainingContext context) {
        Trainer trainer = new Trainer(setup);
        TrainingMonitor monitor = new ContextMonitor(
                context, setup.options().epochs(), setup.task().metric().name());
        return context.checkpoints()
                .map(folder -> run(trainer, monitor, new Checkpoints(folder)))
                .orElseGet(() -> trainer.train(monitor));
    }

    private static Outcome run(Trainer trainer, TrainingMonitor monitor, Checkpoints checkpoints) {
        TrainingMonitor writing = new CheckpointingMonitor(monitor, checkpoints, STEPS_BETWEEN_CHECKPOINTS);
        return checkpoints
                .newest()
                .filter(trainer::canResume)
                .map(state -> trainer.resume(state, writing))
                .orElseGet(() -> trainer.train(writing));
    }
}
