package farebox.training.neural;

import java.util.List;

/** Adds a learned vector for each place of a sequence [t, width]. */
public record Positions(int maxLength) implements Layer {
    private static final double DEVIATION = 0.02;

    @Override
    public Sizes output(Sizes input) {
        if (input.requireRank(2, this).first() > maxLength) {
            throw new IllegalArgumentException(
                    "a sequence of %d is longer than %d".formatted(input.first(), maxLength));
        }
        return input;
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        return List.of(WeightSpec.weight("table", new Initializer.Normal(DEVIATION), (long) maxLength, input.last()));
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        KeyValueCache<T> cache = context.cache();
        T places = context.operations().positions(x, cache == null ? null : cache.past());
        return context.operations().add(x, context.operations().lookUp(context.weight("table"), places));
    }
}
