package farebox.inference;

import farebox.kernel.Tokens;
import java.time.Duration;
import java.util.List;

/**
 * What a call's inputs came to.
 *
 * @param vectors one for each input, in order
 * @param tokens of all inputs, special tokens included
 * @param compute the time the predictions alone took
 */
public record Embeddings(List<float[]> vectors, Tokens tokens, Duration compute) {
    public Embeddings {
        vectors = List.copyOf(vectors);
    }
}
