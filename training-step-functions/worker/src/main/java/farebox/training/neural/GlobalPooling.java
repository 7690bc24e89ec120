package farebox.training.neural;

import java.util.List;

/** The mean of each channel of an image: [channels, height, width] become [channels]. */
public record GlobalPooling() implements Layer {
    @Override
    public Sizes output(Sizes input) {
        return Sizes.of(input.requireRank(3, this).first());
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        return List.of();
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        return context.operations().mean(context.operations().reshape(x, 0, 0, -1), 2);
    }
}
