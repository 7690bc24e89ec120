package farebox.training.neural;

import org.jspecify.annotations.Nullable;

/**
 * Keys and values of the tokens that came before, so that a language model computes each token once.
 *
 * @param <T> a tensor; keys and values are [n, heads, tokens, size]
 */
public interface KeyValueCache<T> {
    /** Keys and values of one attention. */
    record KeyValue<T>(T key, T value) {}

    /** Remembers these behind the ones before, and returns all of them. */
    KeyValue<T> extend(String path, KeyValue<T> fresh);

    /** Any remembered tensor of the past, for its number of tokens; null when nothing lies before. */
    @Nullable
    T past();
}
