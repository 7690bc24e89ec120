package farebox.inference;

import farebox.kernel.TokenCount;
import java.time.Duration;
import java.util.List;

/**
 * What a call's inputs came to.
 *
 * @param vectors one for each input, in order
 * @param tokenCount of all inputs, special tokens included
 * @param compute the time the predictions alone took
 */
public record Embeddings(List<float[]> vectors, TokenCount tokenCount, Duration compute) {
    public Embeddings {
        vectors = List.copyOf(vectors);
    }
}
