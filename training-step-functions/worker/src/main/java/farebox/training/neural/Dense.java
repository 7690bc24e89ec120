package farebox.training.neural;

import java.util.List;

/** A linear map of the last axis. */
public record Dense(int units) implements Layer {
    @Override
    public Sizes output(Sizes input) {
        return input.withLast(units);
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        return List.of(
                WeightSpec.weight("weight", Initializer.xavier(input.last(), units), (long) units, input.last()),
                WeightSpec.bias("bias", Initializer.zero(), (long) units));
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        return context.operations().linear(x, context.weight("weight"), context.weight("bias"));
    }
}
