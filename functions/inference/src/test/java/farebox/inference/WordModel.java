package farebox.inference;

import farebox.models.EmbeddingModel;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.TokenIds;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * A model without weights: a word is a token, full stops too, between one token before and one behind; an embedding
 * follows from the tokens alone and has length 1.
 */
public final class WordModel implements EmbeddingModel {
    private static final long BEFORE = 101;
    private static final long BEHIND = 102;

    private final ModelCard card;
    private final ModelSpec.TextEmbedding spec;
    private final Runnable whenRun;

    /** @param whenRun called with each embedding, such as to move a clock */
    public WordModel(ModelCard card, Runnable whenRun) {
        this.card = card;
        this.spec = (ModelSpec.TextEmbedding) card.spec();
        this.whenRun = whenRun;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public TokenIds tokenize(String text) {
        LongStream words = Arrays.stream(
                        text.toLowerCase(Locale.ROOT).replace(".", " . ").trim().split("\\s+"))
                .mapToLong(
                        word -> 200 + Math.floorMod(word.hashCode(), spec.text().vocabulary() - 200));
        return new TokenIds(LongStream.concat(LongStream.of(BEFORE), LongStream.concat(words, LongStream.of(BEHIND)))
                .toArray());
    }

    @Override
    public float[] embed(TokenIds tokens) {
        whenRun.run();
        SplittableRandom numbers = new SplittableRandom(Arrays.hashCode(tokens.ids()));
        double[] raw = numbers.doubles(spec.dimensions(), -1, 1).toArray();
        double length =
                Math.sqrt(Arrays.stream(raw).map(number -> number * number).sum());
        float[] embedding = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            embedding[i] = (float) (raw[i] / length);
        }
        return embedding;
    }

    /** The graph of a model without weights gives ones. */
    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        whenRun.run();
        int tokens = inputs.getFirst().shape().elements();
        float[] ones = new float[tokens * spec.dimensions()];
        Arrays.fill(ones, 1);
        Tensor row = Tensor.ofRows(spec.output(), List.of(ones), ones.length);
        return List.of(new Tensor(spec.output(), row.type(), Shape.of(1, tokens, spec.dimensions()), row.content()));
    }
}
