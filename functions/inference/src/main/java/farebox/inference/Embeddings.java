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

    /** The same vectors, each scaled to length 1; a vector of zeros stays one. */
    public Embeddings normalised() {
        return new Embeddings(vectors.stream().map(Embeddings::normalised).toList(), tokenCount, compute);
    }

    private static float[] normalised(float[] vector) {
        double sum = 0;
        for (float number : vector) {
            sum += (double) number * number;
        }
        float[] scaled = vector.clone();
        for (int i = 0; sum > 0 && i < scaled.length; i++) {
            scaled[i] = (float) (scaled[i] / Math.sqrt(sum));
        }
        return scaled;
    }

    /** Tokens and compute time. */
    public Amounts amounts() {
        return Computed.in(compute).with(Meter.TOKENS_IN, tokenCount.count());
    }
}
