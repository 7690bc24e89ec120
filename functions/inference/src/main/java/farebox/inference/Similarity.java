package farebox.inference;

import farebox.kernel.InvalidRequest;
import java.util.List;
import java.util.stream.Stream;

/** How alike a text is to each of several others: the cosine of the angle between their embeddings. */
public final class Similarity {
    private final Embed embed;

    public Similarity(Embed embed) {
        this.embed = embed;
    }

    /**
     * @param others at least one
     * @return numbers from -1 to 1
     * @throws InvalidRequest if the model embeds no texts, or a text is longer than it can read
     */
    public Scores of(ModelCall call, Input text, List<Input> others) {
        List<Input> inputs = Stream.concat(Stream.of(text), others.stream()).toList();
        Embeddings embeddings = embed.run(new EmbedCommand(call.tenant(), call.card(), inputs, call.deadline()));
        List<float[]> vectors = embeddings.normalised().vectors();
        return new Scores(
                vectors.stream()
                        .skip(1)
                        .map(vector -> cosine(vectors.getFirst(), vector))
                        .toList(),
                embeddings.amounts());
    }

    /** Of two vectors of length 1, but for the rounding of their numbers. */
    private static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return Math.clamp(sum, -1, 1);
    }
}
