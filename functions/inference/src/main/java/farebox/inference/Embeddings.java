package farebox.inference;

import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.TokenCount;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The embeddings of a request's inputs.
 *
 * @param vectors one for each input, in order
 * @param tokenCount of all inputs, special tokens included
 * @param compute the time the predictions alone took
 */
public record Embeddings(List<float[]> vectors, TokenCount tokenCount, Duration compute) {
    private static final long HALF_A_MILLISECOND_IN_NANOS = 500_000;

    public Embeddings {
        vectors = List.copyOf(vectors);
    }

    /** Tokens, and the time rounded half up to whole milliseconds. */
    public Amounts amounts() {
        return new Amounts(Map.of(
                Meter.TOKENS_IN,
                tokenCount.count(),
                Meter.COMPUTE_MS,
                compute.plusNanos(HALF_A_MILLISECOND_IN_NANOS).toMillis()));
    }
}
