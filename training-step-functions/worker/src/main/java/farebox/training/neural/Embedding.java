package farebox.training.neural;

import java.util.List;

/** A vector for each id: ids [t] become [t, width]. Id 0 is padding. */
public record Embedding(int vocabulary, int width) implements Layer {
    private static final double DEVIATION = 0.02;

    @Override
    public Sizes output(Sizes input) {
        return input.requireRank(1, this).plus(width);
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        return List.of(WeightSpec.weight("table", new Initializer.Normal(DEVIATION), (long) vocabulary, (long) width));
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        return context.operations().lookUp(context.weight("table"), x);
    }
}
