package farebox.training.neural.fit;

import java.util.List;

/** How to train. Each {@code with} method gives a copy that differs in one thing. */
public record TrainingOptions(
        int epochs,
        Batching batching,
        OptimizerSettings optimizer,
        LearningRate learningRate,
        Regularization regularization,
        Stopping stopping,
        List<Double> classWeights,
        long seed) {
    /** Examples of one step, and in how many passes their gradients are gathered to save memory. */
    public record Batching(int size, int passes) {
        public Batching {
            if (size < 1 || passes < 1 || passes > size) {
                throw new IllegalArgumentException(
                        "a batch of %d examples cannot be taken in %d passes".formatted(size, passes));
            }
        }
    }

    /** What keeps weights and steps small. An infinite norm clips no gradient. */
    public record Regularization(double weightDecay, double maxGradientNorm) {}

    /** After so many epochs without an improvement of at least this much training ends. */
    public record Stopping(int patience, double minImprovement) {
        public static Stopping never() {
            return new Stopping(Integer.MAX_VALUE, 0);
        }
    }

    public TrainingOptions {
        classWeights = List.copyOf(classWeights);
        if (epochs < 1) {
            throw new IllegalArgumentException("training takes at least one epoch, not " + epochs);
        }
    }

    /** AdamW at a constant rate in batches of 32, without early stopping. */
    public static TrainingOptions of(int epochs, double learningRate, long seed) {
        return new TrainingOptions(
                epochs,
                new Batching(32, 1),
                OptimizerSettings.adam(),
                LearningRate.constant(learningRate),
                new Regularization(0, Double.POSITIVE_INFINITY),
                Stopping.never(),
                List.of(),
                seed);
    }

    public TrainingOptions withBatching(Batching other) {
        return new TrainingOptions(
                epochs, other, optimizer, learningRate, regularization, stopping, classWeights, seed);
    }

    public TrainingOptions withOptimizer(OptimizerSettings other) {
        return new TrainingOptions(epochs, batching, other, learningRate, regularization, stopping, classWeights, seed);
    }

    public TrainingOptions withLearningRate(LearningRate other) {
        return new TrainingOptions(epochs, batching, optimizer, other, regularization, stopping, classWeights, seed);
    }

    public TrainingOptions withRegularization(Regularization other) {
        return new TrainingOptions(epochs, batching, optimizer, learningRate, other, stopping, classWeights, seed);
    }

    public TrainingOptions withStopping(Stopping other) {
        return new TrainingOptions(
                epochs, batching, optimizer, learningRate, regularization, other, classWeights, seed);
    }

    public TrainingOptions withClassWeights(List<Double> other) {
        return new TrainingOptions(epochs, batching, optimizer, learningRate, regularization, stopping, other, seed);
    }
}
