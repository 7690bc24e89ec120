package farebox.inference;

import farebox.kernel.InvalidRequest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Orders texts by how well they answer a query. An embedding model does so by similarity. */
public final class Rerank {
    private final Similarity similarity;

    public Rerank(Similarity similarity) {
        this.similarity = similarity;
    }

    /**
     * A text in its place.
     *
     * @param index of the text in the request, from 0
     * @param raw the model's own score: the cosine, from -1 to 1
     */
    public record Ranked(int index, double raw) {
        /** The score from 0 to 1, in the same order. */
        public double relevance() {
            return (1 + raw) / 2;
        }
    }

    /**
     * @return the texts' scores, in the order of the texts
     * @throws InvalidRequest if the model embeds no texts, or a text is longer than it can read
     */
    public Scores run(ModelCall call, Input query, List<Input> texts) {
        return similarity.of(call, query, texts);
    }

    /** The best first; of equal ones, the one that was named first. */
    public static List<Ranked> ranked(Scores scores) {
        return IntStream.range(0, scores.list().size())
                .mapToObj(index -> new Ranked(index, scores.list().get(index)))
                .sorted(Comparator.comparing(Ranked::raw).reversed().thenComparing(Ranked::index))
                .toList();
    }
}
