package farebox.training.neural;

import java.util.List;

/** Normalises the last axis of each example (Ba et al. 2016). */
public record LayerNormalization() implements Layer {
    private static final double EPSILON = 1e-5;

    @Override
    public Sizes output(Sizes input) {
        return input;
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        return List.of(
                WeightSpec.bias("gamma", Initializer.one(), input.last()),
                WeightSpec.bias("beta", Initializer.zero(), input.last()));
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        return context.operations().layerNorm(x, context.weight("gamma"), context.weight("beta"), EPSILON);
    }
}
