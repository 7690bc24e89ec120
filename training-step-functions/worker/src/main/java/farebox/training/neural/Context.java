package farebox.training.neural;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a layer works with: the operations, its own weights, and what holds for the whole pass.
 *
 * @param <T> a tensor of the operations
 */
public final class Context<T> {
    private final Operations<T> operations;
    private final Map<String, T> weights;
    private final String path;
    /** 1 where a token is and 0 where padding is, [n, t]; null where the input has no padding. */
    private final @Nullable T tokens;
    /** Null where every pass sees the whole sequence. */
    private final @Nullable KeyValueCache<T> cache;

    private Context(
            Operations<T> operations,
            Map<String, T> weights,
            String path,
            @Nullable T tokens,
            @Nullable KeyValueCache<T> cache) {
        this.operations = operations;
        this.weights = weights;
        this.path = path;
        this.tokens = tokens;
        this.cache = cache;
    }

    static <T> Context<T> of(Operations<T> operations, Map<String, T> weights) {
        return new Context<>(operations, weights, "", null, null);
    }

    Context<T> withTokens(T mask) {
        return new Context<>(operations, weights, path, mask, cache);
    }

    Context<T> withCache(KeyValueCache<T> newCache) {
        return new Context<>(operations, weights, path, tokens, newCache);
    }

    /** The context of a layer that is a part of this one. */
    Context<T> within(String part) {
        return new Context<>(operations, weights, path.isEmpty() ? part : path + "." + part, tokens, cache);
    }

    Operations<T> operations() {
        return operations;
    }

    String path() {
        return path;
    }

    @Nullable
    T tokens() {
        return tokens;
    }

    @Nullable
    KeyValueCache<T> cache() {
        return cache;
    }

    T weight(String name) {
        T weight = weights.get(path + "." + name);
        if (weight == null) {
            throw new IllegalArgumentException("the network has no weight %s.%s".formatted(path, name));
        }
        return weight;
    }
}
