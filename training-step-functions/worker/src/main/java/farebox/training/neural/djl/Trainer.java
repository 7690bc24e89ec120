package farebox.training.neural.djl;

import ai.djl.Device;
import farebox.training.neural.Dataset;
import farebox.training.neural.Network;
import farebox.training.neural.Weights;
import farebox.training.neural.fit.Metric;
import farebox.training.neural.fit.Randomness;
import farebox.training.neural.fit.TrainingMonitor;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.fit.TrainingState;
import farebox.training.neural.fit.TrainingState.Best;
import farebox.training.neural.fit.TrainingState.EpochResult;
import farebox.training.neural.fit.TrainingState.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Trains a network. One trainer trains once, on one thread. */
public final class Trainer {
    /** How a training ended. */
    public sealed interface Outcome {}

    /** It came to its end, or its time was used up; the weights are the best by the metric. */
    public record Finished(Best best, List<EpochResult> history) implements Outcome {}

    /** It was interrupted, and can go on from this state. */
    public record Interrupted(TrainingState state) implements Outcome {}

    /** The loss of this step is no number; a lower learning rate may help. */
    public record Diverged(long step) implements Outcome {}

    /** What is learned, and the examples and the metric that tell how well. */
    public record Task(Dataset training, Dataset validation, Metric metric) {}

    /**
     * What is trained, on what, how and where.
     *
     * @param devices that share the work of each step
     * @param start the weights to begin with; drawn by the seed if there are none
     */
    public record Setup(
            Network network, Task task, TrainingOptions options, List<Device> devices, Optional<Weights> start) {
        public Setup {
            devices = List.copyOf(devices);
        }

        /** Begins with weights that are drawn. */
        public Setup(Network network, Task task, TrainingOptions options, List<Device> devices) {
            this(network, task, options, devices, Optional.empty());
        }

        /** What a checkpoint must have been made with to go on from it. */
        private String fingerprint() {
            return "%s %s %d%s"
                    .formatted(
                            network,
                            options,
                            task.training().size(),
                            start.map(weights -> " " + weights.hashCode()).orElse(""));
        }
    }

    private final Setup setup;

    public Trainer(Setup setup) {
        this.setup = setup;
    }

    /** Trains from the beginning. */
    public Outcome train(TrainingMonitor monitor) {
        return resume(start(), monitor);
    }

    /**
     * Goes on from a state.
     *
     * @throws IllegalArgumentException when the state belongs to another network, other options or other data
     */
    public Outcome resume(TrainingState state, TrainingMonitor monitor) {
        if (!canResume(state)) {
            throw new IllegalArgumentException("the checkpoint is of a training with another network, options or data;"
                    + " remove it or train with the same ones");
        }
        try (TrainingRun run = new TrainingRun(setup, state)) {
            return run.run(monitor);
        }
    }

    /** Whether a state belongs to this network, these options and data of this size. */
    public boolean canResume(TrainingState state) {
        return state.settings().equals(setup.fingerprint());
    }

    private TrainingState start() {
        long seed = setup.options().seed();
        Weights weights =
                setup.start().orElseGet(() -> Weights.initial(setup.network(), new Randomness(seed).weights()));
        return new TrainingState(
                setup.fingerprint(),
                Position.start(seed),
                weights,
                new Weights(new LinkedHashMap<>()),
                new Best(Double.NaN, 0, 0, weights),
                List.of());
    }
}
