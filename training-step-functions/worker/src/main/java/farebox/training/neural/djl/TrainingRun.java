package farebox.training.neural.djl;

import ai.djl.Device;
import farebox.training.neural.Dataset.Batch;
import farebox.training.neural.Network;
import farebox.training.neural.Weights;
import farebox.training.neural.djl.Optimizer.Pace;
import farebox.training.neural.djl.Trainer.Diverged;
import farebox.training.neural.djl.Trainer.Finished;
import farebox.training.neural.djl.Trainer.Interrupted;
import farebox.training.neural.djl.Trainer.Outcome;
import farebox.training.neural.djl.Trainer.Task;
import farebox.training.neural.fit.Randomness;
import farebox.training.neural.fit.Sampler;
import farebox.training.neural.fit.TrainingMonitor;
import farebox.training.neural.fit.TrainingMonitor.Signal;
import farebox.training.neural.fit.TrainingMonitor.StepReport;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.fit.TrainingState;
import farebox.training.neural.fit.TrainingState.Best;
import farebox.training.neural.fit.TrainingState.EpochResult;
import farebox.training.neural.fit.TrainingState.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One training from a state to its end. */
final class TrainingRun implements AutoCloseable {
    private final Network network;
    private final Task task;
    private final TrainingOptions options;
    private final Randomness randomness;
    private final Sampler sampler;
    private final Replicas replicas;
    private final Device device;
    private final String settings;
    private final List<EpochResult> history;

    private Position position;
    private Best best;

    TrainingRun(Trainer.Setup setup, TrainingState state) {
        this.network = setup.network();
        this.task = setup.task();
        this.options = setup.options();
        this.randomness = new Randomness(options.seed());
        this.sampler = new Sampler(task.training().size(), options.batching().size(), randomness);
        this.replicas = new Replicas(network, options, setup.devices());
        this.device = setup.devices().getFirst();
        replicas.start(state.weights(), state.moments());
        this.settings = state.settings();
        this.history = new ArrayList<>(state.history());
        this.position = state.position();
        this.best = state.best();
    }

    Outcome run(TrainingMonitor monitor) {
        while (position.epoch() < options.epochs()
                && best.epochsSince() < options.stopping().patience()) {
            Optional<Outcome> end = runEpoch(monitor);
            if (end.isPresent()) {
                return end.get();
            }
            endEpoch(monitor);
        }
        return new Finished(best, history);
    }

    /** Does what is left of an epoch; an outcome when training ends in it. */
    private Optional<Outcome> runEpoch(TrainingMonitor monitor) {
        int[][] batches = sampler.epoch(position.epoch());
        while (position.batch() < batches.length) {
            double rate = options.learningRate().at(position.step(), steps());
            double loss = step(batches[position.batch()], rate);
            if (!Double.isFinite(loss)) {
                return Optional.of(new Diverged(position.step()));
            }
            position = position.nextStep(loss);
            StepReport report = new StepReport(position.step(), steps(), position.epoch() + 1, loss, rate);
            Optional<Outcome> end = end(monitor.afterStep(report, this::state), monitor);
            if (end.isPresent()) {
                return end;
            }
        }
        return Optional.empty();
    }

    private Optional<Outcome> end(Signal signal, TrainingMonitor monitor) {
        return switch (signal) {
            case CONTINUE -> Optional.empty();
            case INTERRUPT -> Optional.of(new Interrupted(state()));
            case FINISH -> {
                endEpoch(monitor);
                yield Optional.of(new Finished(best, history));
            }
        };
    }

    private long steps() {
        return (long) sampler.batches() * options.epochs();
    }

    /** One step over a batch, whose gradients are gathered in as many passes as the options say. */
    private double step(int[] rows, double rate) {
        RandomGenerator random = randomness.step(position.step());
        int passes = Math.min(options.batching().passes(), rows.length);
        double loss = 0;
        for (int pass = 0; pass < passes; pass++) {
            int[] part = Arrays.copyOfRange(rows, rows.length * pass / passes, rows.length * (pass + 1) / passes);
            double share = (double) part.length / rows.length;
            loss += replicas.accumulate(task.training(), part, share, random);
        }
        replicas.update(new Pace(rate, position.step()));
        return loss;
    }

    private void endEpoch(TrainingMonitor monitor) {
        Weights weights = replicas.weights();
        EpochResult result = new EpochResult(
                position.epoch() + 1, position.lossSum() / Math.max(1, position.batch()), validate(weights));
        history.add(result);
        best = task.metric()
                        .isBetter(
                                result.metric(),
                                best.metric(),
                                options.stopping().minImprovement())
                ? new Best(result.metric(), result.epoch(), 0, weights)
                : new Best(best.metric(), best.epoch(), best.epochsSince() + 1, best.weights());
        position = position.nextEpoch();
        monitor.afterEpoch(result);
    }

    private double validate(Weights weights) {
        int[] all = IntStream.range(0, task.validation().size()).toArray();
        Batch batch = task.validation().batch(all, randomness.step(position.step()));
        try (Predictor predictor = new Predictor(network, weights, device)) {
            return task.metric().of(predictor.predict(batch.inputs()), batch.targets());
        }
    }

    private TrainingState state() {
        return new TrainingState(settings, position, replicas.weights(), replicas.moments(), best, history);
    }

    @Override
    public void close() {
        replicas.close();
    }
}
