package farebox.training.neural.family;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.fit.LearningRate;
import farebox.training.neural.fit.LearningRate.Decay;
import farebox.training.neural.fit.OptimizerSettings;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.fit.TrainingOptions.Batching;
import farebox.training.neural.fit.TrainingOptions.Regularization;
import farebox.training.neural.fit.TrainingOptions.Stopping;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import java.util.List;
import java.util.stream.IntStream;

/** What a spec says of the training of a network. */
record TrainingParameters(ParameterValues values) {
    private static final String EPOCHS = "epochs";
    private static final String PATIENCE = "patience";
    private static final String BATCH = "batch";
    private static final String PASSES = "passes";
    private static final String RATE = ResumableTraining.RATE;
    private static final String WARM_UP = "warm_up";
    private static final String COSINE = "cosine";
    private static final String SGD = "sgd";
    private static final String MOMENTUM = "momentum";
    private static final String DECAY = "weight_decay";
    private static final String NORM = "max_gradient_norm";
    private static final String BALANCED = "balanced";

    static final List<Parameter> ALL = List.of(
            Parameter.count(EPOCHS, 30, 1, 10_000),
            Parameter.count(PATIENCE, 0, 0, 10_000),
            Parameter.count(BATCH, 32, 1, 65_536),
            Parameter.count(PASSES, 1, 1, 65_536),
            Parameter.number(RATE, 2e-3, 1e-7, 10),
            Parameter.number(WARM_UP, 0.05, 0, 0.9),
            Parameter.count(COSINE, 1, 0, 1),
            Parameter.count(SGD, 0, 0, 1),
            Parameter.number(MOMENTUM, 0.9, 0, 0.999),
            Parameter.number(DECAY, 1e-4, 0, 1),
            Parameter.number(NORM, 5, 1e-6, 1e6),
            Parameter.count(BALANCED, 0, 0, 1));

    /** @throws InvalidRequest if a batch has fewer examples than passes */
    TrainingOptions options(long seed) {
        Decay decay = isOn(COSINE) ? Decay.COSINE : Decay.NONE;
        return TrainingOptions.of(values.count(EPOCHS), values.number(RATE), seed)
                .withBatching(batching())
                .withLearningRate(new LearningRate(values.number(RATE), values.number(WARM_UP), decay))
                .withOptimizer(optimizer())
                .withStopping(stopping())
                .withRegularization(new Regularization(values.number(DECAY), values.number(NORM)));
    }

    /**
     * The same for a classification, where the examples of each class count as much as those of another if the spec
     * asks for it.
     *
     * @param classes the class of each example, below their number
     */
    TrainingOptions options(int[] classes, int count, long seed) {
        TrainingOptions options = options(seed);
        return isOn(BALANCED) ? options.withClassWeights(balanced(classes, count)) : options;
    }

    private static List<Double> balanced(int[] classes, int count) {
        int[] sizes = new int[count];
        IntStream.of(classes).forEach(label -> sizes[label]++);
        return IntStream.of(sizes)
                .mapToObj(size -> classes.length / ((double) count * Math.max(1, size)))
                .toList();
    }

    private Batching batching() {
        int batch = values.count(BATCH);
        int passes = values.count(PASSES);
        if (passes > batch) {
            throw new InvalidRequest(
                    "a batch of %d examples cannot be taken in %d passes".formatted(batch, passes),
                    "parameters." + PASSES);
        }
        return new Batching(batch, passes);
    }

    private OptimizerSettings optimizer() {
        return isOn(SGD) ? new OptimizerSettings.Sgd(values.number(MOMENTUM)) : OptimizerSettings.adam();
    }

    private Stopping stopping() {
        int patience = values.count(PATIENCE);
        return patience == 0 ? Stopping.never() : new Stopping(patience, 0);
    }

    private boolean isOn(String parameter) {
        return values.count(parameter) == 1;
    }
}
