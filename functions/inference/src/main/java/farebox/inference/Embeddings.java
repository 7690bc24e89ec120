package farebox.inference;

import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.TokenCount;
import java.time.Duration;
import java.util.List;

/**
 * The embeddings of a request's inputs.
 *
 * @param vectors one for each input, in order
 * @param tokenCount of all inputs, special tokens included
 * @param compute the time the predictions alone took
 */
public record Embeddings(List<float[]> vectors, TokenCount tokenCount, Duration compute) {
    public Embeddings {
        vectors = List.copyOf(vectors);
    }

    /** Tokens and compute time. */
    public Amounts amounts() {
        return Computed.in(compute).with(Meter.TOKENS_IN, tokenCount.count());
    }
}
