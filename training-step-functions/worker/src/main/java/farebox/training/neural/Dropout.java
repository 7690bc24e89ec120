package farebox.training.neural;

import java.util.List;

/** Zeroes elements by chance, in training only. */
public record Dropout(double rate) implements Layer {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("a dropout rate is from 0 to below 1, not " + rate);
        }
    }

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
        return rate == 0 ? x : context.operations().dropout(x, rate);
    }
}
