package farebox.training.neural;

import java.util.List;

/** Applies a function to every element. */
public record Activate(Activation activation) implements Layer {
    @Override
    public Sizes output(Sizes input) {
        return input;
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        return List.of();
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        return context.operations().activate(x, activation);
    }
}
