package farebox.training.neural;

import java.util.List;

/** The last of a sequence: [t, width] become [width]. */
public record LastStep() implements Layer {
    @Override
    public Sizes output(Sizes input) {
        return Sizes.of(input.requireRank(2, this).last());
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        return List.of();
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        return context.operations().lastStep(x);
    }
}
