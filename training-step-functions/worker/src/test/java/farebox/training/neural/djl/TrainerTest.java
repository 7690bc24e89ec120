package farebox.training.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import farebox.training.neural.Architectures;
import farebox.training.neural.Dataset;
import farebox.training.neural.Dense;
import farebox.training.neural.Flatten;
import farebox.training.neural.Inputs;
import farebox.training.neural.Network;
import farebox.training.neural.Network.Input;
import farebox.training.neural.Sizes;
import farebox.training.neural.Targets;
import farebox.training.neural.Weights;
import farebox.training.neural.djl.Trainer.Diverged;
import farebox.training.neural.djl.Trainer.Finished;
import farebox.training.neural.djl.Trainer.Interrupted;
import farebox.training.neural.djl.Trainer.Outcome;
import farebox.training.neural.djl.Trainer.Setup;
import farebox.training.neural.djl.Trainer.Task;
import farebox.training.neural.fit.CheckpointingMonitor;
import farebox.training.neural.fit.Checkpoints;
import farebox.training.neural.fit.LearningRate;
import farebox.training.neural.fit.Metric;
import farebox.training.neural.fit.Metric.Direction;
import farebox.training.neural.fit.Metrics;
import farebox.training.neural.fit.OptimizerSettings;
import farebox.training.neural.fit.TrainingMonitor;
import farebox.training.neural.fit.TrainingMonitor.Signal;
import farebox.training.neural.fit.TrainingMonitor.StepReport;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.fit.TrainingOptions.Batching;
import farebox.training.neural.fit.TrainingOptions.Regularization;
import farebox.training.neural.fit.TrainingOptions.Stopping;
import farebox.training.neural.fit.TrainingState;
import farebox.training.neural.fit.TrainingState.EpochResult;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerTest {
    private static final Sizes IMAGE = Sizes.of(1, 6, 6);

    /** Has everything that holds state: dropout, batch normalisation, moments. */
    private static final Network NETWORK = Architectures.convolutional(IMAGE, List.of(4), 8, 0.3, 2);

    private static final TrainingOptions OPTIONS = TrainingOptions.of(4, 1e-2, 5)
            .withBatching(new Batching(16, 2))
            .withLearningRate(LearningRate.cosine(1e-2, 0.1))
            .withRegularization(new Regularization(0.01, 1));

    private static final Task TASK = new Task(images(100, 1), images(40, 2), Metrics.accuracy());

    @TempDir
    private Path directory;

    @Test
    void training_learns() {
        Finished finished = (Finished) train(NETWORK, TASK, OPTIONS, TrainingMonitor.none());

        assertThat(finished.best().metric()).isGreaterThan(0.9);
        assertThat(finished.history()).hasSize(4);
        assertThat(finished.history().getLast().loss())
                .isLessThan(finished.history().getFirst().loss());
    }

    @Test
    void sameSeed_givesTheSameWeights() {
        assertThat(best(OPTIONS)).isEqualTo(best(OPTIONS));
        assertThat(best(OPTIONS)).isNotEqualTo(best(TrainingOptions.of(4, 1e-2, 6)));
    }

    /** Without chance and statistics of batches, which are each device's own. */
    @Test
    void severalDevices_doWhatOneDoes() {
        Network network = Architectures.perceptron(36, List.of(8), 0, 2);
        Dataset flat = flat(100);
        Task task = new Task(flat, flat, Metrics.crossEntropy());

        Weights one = ((Finished) new Trainer(new Setup(network, task, OPTIONS, List.of(Device.cpu())))
                        .train(TrainingMonitor.none()))
                .best()
                .weights();
        Weights three = ((Finished) new Trainer(new Setup(network, task, OPTIONS, Collections.nCopies(3, Device.cpu())))
                        .train(TrainingMonitor.none()))
                .best()
                .weights();

        one.values().forEach((name, values) -> assertThat(three.get(name)).containsExactly(values, within(1e-4f)));
    }

    @Test
    void severalDevices_withStatisticsOfBatches_learn() {
        Finished finished =
                (Finished) new Trainer(new Setup(NETWORK, TASK, OPTIONS, List.of(Device.cpu(), Device.cpu())))
                        .train(TrainingMonitor.none());

        assertThat(finished.best().metric()).isGreaterThan(0.85);
    }

    @Test
    void devices_areAllGpusElseTheCpu() {
        assertThat(Devices.of(0)).containsExactly(Device.cpu());
        assertThat(Devices.of(1)).containsExactly(Device.gpu(0));
        assertThat(Devices.of(2)).containsExactly(Device.gpu(0), Device.gpu(1));
    }

    private static Dataset flat(int count) {
        Dataset.Batch images = images(count, 1).batch(IntStream.range(0, count).toArray(), new Random(0));
        float[] pixels = ((Inputs.Numbers) images.inputs()).values();
        return Dataset.of(new Inputs.Numbers(pixels, Sizes.of(36)), images.targets());
    }

    @Test
    void trainingThatIsKilledAHundredTimes_endsWithTheSameBytes() {
        Random random = new Random(3);
        Finished whole = (Finished) train(NETWORK, TASK, OPTIONS, TrainingMonitor.none());

        int kills = 0;
        for (int round = 0; kills < 100; round++) {
            Checkpoints checkpoints = new Checkpoints(directory.resolve("round" + round));
            Optional<Finished> finished = Optional.empty();
            while (finished.isEmpty()) {
                finished = trainUntilKilled(checkpoints, random.nextInt(1, 12));
                kills += finished.isEmpty() ? 1 : 0;
            }
            assertThat(finished.get().best()).isEqualTo(whole.best());
            assertThat(finished.get().history()).isEqualTo(whole.history());
        }
    }

    /**
     * Goes on from the newest checkpoint until the end or until so many steps are done, of which the last may be lost.
     */
    private static Optional<Finished> trainUntilKilled(Checkpoints checkpoints, int steps) {
        TrainingMonitor monitor = new CheckpointingMonitor(new KillAfter(steps), checkpoints, 3);
        try {
            Outcome outcome = checkpoints
                    .newest()
                    .map(state -> trainer(NETWORK, TASK, OPTIONS).resume(state, monitor))
                    .orElseGet(() -> train(NETWORK, TASK, OPTIONS, monitor));
            return Optional.of((Finished) outcome);
        } catch (Killed _) {
            return Optional.empty();
        }
    }

    @Test
    void interruptedTraining_writesACheckpointAtThatStep() {
        Checkpoints checkpoints = new Checkpoints(directory);
        TrainingMonitor monitor = new CheckpointingMonitor(signalAt(5, Signal.INTERRUPT), checkpoints, 1000);

        Outcome outcome = train(NETWORK, TASK, OPTIONS, monitor);

        assertThat(outcome).isInstanceOf(Interrupted.class);
        assertThat(checkpoints.newest().orElseThrow().position().step()).isEqualTo(5);
    }

    @Test
    void trainingWhoseTimeIsUp_endsWithWhatItHas() {
        Finished finished = (Finished) train(NETWORK, TASK, OPTIONS, signalAt(3, Signal.FINISH));

        assertThat(finished.history()).hasSize(1);
        assertThat(finished.best().epoch()).isEqualTo(1);
    }

    @Test
    void resume_refusesACheckpointOfOtherOptions() {
        TrainingState state = ((Interrupted) train(NETWORK, TASK, OPTIONS, signalAt(3, Signal.INTERRUPT))).state();

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        trainer(NETWORK, TASK, TrainingOptions.of(9, 1e-2, 5)).resume(state, TrainingMonitor.none()))
                .withMessageContaining("another network, options or data");
    }

    @Test
    void earlyStopping_waitsForTheRightSideOfTheMetric() {
        Metric falling = scripted(Direction.LOWER_IS_BETTER, 5, 4, 4.5, 4.2, 3, 2, 1);
        Metric rising = scripted(Direction.HIGHER_IS_BETTER, 1, 3, 2, 4, 4, 4, 9);

        assertThat(stopped(falling, 2).best().epoch()).isEqualTo(2);
        assertThat(stopped(falling, 2).history()).hasSize(4);
        assertThat(stopped(rising, 2).best().epoch()).isEqualTo(4);
        assertThat(stopped(rising, 2).history()).hasSize(6);
        assertThat(stopped(falling, 3).best().epoch()).isEqualTo(7);
    }

    private static Finished stopped(Metric metric, int patience) {
        metric.of(new float[0], new Targets.Classes(new int[0]));
        TrainingOptions options = TrainingOptions.of(7, 1e-3, 1).withStopping(new Stopping(patience, 0));
        return (Finished)
                train(NETWORK, new Task(images(20, 1), images(4, 1), metric), options, TrainingMonitor.none());
    }

    /** A metric of given values, one an epoch; a call without scores starts again. */
    private static Metric scripted(Direction direction, double... values) {
        AtomicInteger next = new AtomicInteger();
        return new Metric("scripted", direction, (scores, _) -> {
            if (scores.length == 0) {
                next.set(0);
                return 0;
            }
            return values[next.getAndIncrement()];
        });
    }

    @Test
    void passes_gatherTheGradientsOfOneStep() {
        Network network = Network.of(Input.numbers(1, 6, 6), new Flatten(), new Dense(2));
        TrainingOptions whole = TrainingOptions.of(2, 1e-2, 1).withBatching(new Batching(20, 1));

        float[] once = best(network, whole).get("1.weight");
        float[] parts = best(network, whole.withBatching(new Batching(20, 5))).get("1.weight");

        assertThat(parts).containsExactly(once, within(1e-5f));
    }

    @Test
    void diverged_namesTheStep() {
        TrainingOptions wild = TrainingOptions.of(20, 1e30, 1).withOptimizer(new OptimizerSettings.Sgd(0));

        assertThat(train(NETWORK, TASK, wild, TrainingMonitor.none())).isInstanceOf(Diverged.class);
    }

    private static Weights best(TrainingOptions options) {
        return best(NETWORK, options);
    }

    private static Weights best(Network network, TrainingOptions options) {
        return ((Finished) train(network, TASK, options, TrainingMonitor.none()))
                .best()
                .weights();
    }

    private static Outcome train(Network network, Task task, TrainingOptions options, TrainingMonitor monitor) {
        return trainer(network, task, options).train(monitor);
    }

    private static Trainer trainer(Network network, Task task, TrainingOptions options) {
        return new Trainer(new Setup(network, task, options, List.of(Device.cpu())));
    }

    private static TrainingMonitor signalAt(long step, Signal signal) {
        return new Watching(report -> report.step() == step ? signal : Signal.CONTINUE);
    }

    /** Noise in which a bright left half is class 1 and a bright right half class 0. */
    private static Dataset images(int count, long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[count * 36];
        int[] classes = new int[count];
        for (int i = 0; i < pixels.length; i++) {
            classes[i / 36] = i / 36 % 2;
            boolean left = i % 6 < 3;
            pixels[i] = (float) random.nextGaussian() + (left == (classes[i / 36] == 1) ? 1 : -1);
        }
        return Dataset.of(new Inputs.Numbers(pixels, IMAGE), new Targets.Classes(classes));
    }

    /** What a killed process leaves: nothing. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Watching(Function<StepReport, Signal> signal) implements TrainingMonitor {
        @Override
        public Signal afterStep(StepReport report, Supplier<TrainingState> state) {
            return signal.apply(report);
        }

        @Override
        public void afterEpoch(EpochResult result) {
            // The history holds it.
        }
    }

    private static final class KillAfter implements TrainingMonitor {
        private int left;

        private KillAfter(int steps) {
            this.left = steps;
        }

        @Override
        public Signal afterStep(StepReport report, Supplier<TrainingState> state) {
            if (left-- == 0) {
                throw new Killed();
            }
            return Signal.CONTINUE;
        }

        @Override
        public void afterEpoch(EpochResult result) {
            // The history holds it.
        }
    }
}
