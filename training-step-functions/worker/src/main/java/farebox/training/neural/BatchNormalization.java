package farebox.training.neural;

import farebox.training.neural.Operations.BatchStatistics;
import java.util.List;

/** Normalises each channel, the first axis of an example (Ioffe and Szegedy 2015). */
public record BatchNormalization() implements Layer {
    /** The share of a running statistic that a new batch replaces, and what keeps the deviation from zero. */
    private static final double MOMENTUM = 0.1;

    private static final double EPSILON = 1e-5;

    @Override
    public Sizes output(Sizes input) {
        return input;
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        long channels = input.first();
        return List.of(
                WeightSpec.bias("gamma", Initializer.one(), channels),
                WeightSpec.bias("beta", Initializer.zero(), channels),
                WeightSpec.statistic("mean", Initializer.zero(), channels),
                WeightSpec.statistic("variance", Initializer.one(), channels));
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        return context.operations()
                .batchNorm(
                        x,
                        new BatchStatistics<>(
                                context.weight("gamma"),
                                context.weight("beta"),
                                context.weight("mean"),
                                context.weight("variance"),
                                MOMENTUM,
                                EPSILON));
    }
}
