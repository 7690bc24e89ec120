package farebox.training.neural;

import farebox.training.neural.KeyValueCache.KeyValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Self-attention over sequences [t, width] (Vaswani et al. 2017). Padding is hidden; a causal one hides what comes
 * after a token too.
 */
public record Attention(int heads, int headSize, boolean causal) implements Layer {
    private static final double HIDDEN = 1e9;
    private static final List<String> PARTS = List.of("query", "key", "value", "out");

    @Override
    public Sizes output(Sizes input) {
        if (input.requireRank(2, this).last() != (long) heads * headSize) {
            throw new IllegalArgumentException(
                    "%d heads of %d do not make a width of %d".formatted(heads, headSize, input.last()));
        }
        return input;
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        Dense projection = projection(input);
        List<WeightSpec> weights = new ArrayList<>();
        PARTS.forEach(part -> projection.weights(input).forEach(weight -> weights.add(weight.within(part))));
        return weights;
    }

    private static Dense projection(Sizes input) {
        return new Dense(Math.toIntExact(input.last()));
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        T query = split(context, "query", x);
        KeyValue<T> fresh = new KeyValue<>(split(context, "key", x), split(context, "value", x));
        KeyValueCache<T> cache = context.cache();
        T attended = attend(context, query, cache == null ? fresh : cache.extend(context.path(), fresh));
        Operations<T> operations = context.operations();
        T joined = operations.reshape(operations.transpose(attended, 0, 2, 1, 3), 0, 0, -1);
        return project(context, "out", joined);
    }

    private <T> T attend(Context<T> context, T query, KeyValue<T> keys) {
        Operations<T> operations = context.operations();
        T scores = operations.affine(
                operations.matMul(query, operations.transpose(keys.key(), 0, 1, 3, 2)), 1 / Math.sqrt(headSize), 0);
        T visible = causal ? operations.hideFuture(scores) : scores;
        return operations.matMul(operations.softmax(hidePadding(context, visible)), keys.value());
    }

    private static <T> T hidePadding(Context<T> context, T scores) {
        T tokens = context.tokens();
        if (tokens == null) {
            return scores;
        }
        Operations<T> operations = context.operations();
        T hidden = operations.affine(tokens, HIDDEN, -HIDDEN);
        return operations.add(scores, operations.reshape(hidden, 0, 1, 1, -1));
    }

    /** [n, t, width] become [n, heads, t, width / heads]. */
    private <T> T split(Context<T> context, String part, T x) {
        Operations<T> operations = context.operations();
        T projected = project(context, part, x);
        return operations.transpose(operations.reshape(projected, 0, 0, heads, -1), 0, 2, 1, 3);
    }

    private static <T> T project(Context<T> context, String part, T x) {
        Context<T> own = context.within(part);
        return context.operations().linear(x, own.weight("weight"), own.weight("bias"));
    }
}
