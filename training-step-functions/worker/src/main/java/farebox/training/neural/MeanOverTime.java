package farebox.training.neural;

import java.util.List;

/** The mean of a sequence without its padding: [t, width] become [width]. */
public record MeanOverTime() implements Layer {
    /** Keeps an empty text from a division by zero. */
    private static final double EPSILON = 1e-6;

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
        T tokens = context.tokens();
        return tokens == null ? context.operations().mean(x, 1) : mean(context.operations(), x, tokens);
    }

    private static <T> T mean(Operations<T> operations, T x, T tokens) {
        T total = operations.reshape(operations.matMul(operations.reshape(tokens, 0, 1, -1), x), 0, -1);
        return operations.divide(total, operations.affine(operations.sum(tokens, 1), 1, EPSILON));
    }
}
