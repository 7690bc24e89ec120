package farebox.training.neural;

import java.util.List;

/** One axis of all elements. */
public record Flatten() implements Layer {
    @Override
    public Sizes output(Sizes input) {
        return Sizes.of(input.count());
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        return List.of();
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        return context.operations().reshape(x, 0, -1);
    }
}
