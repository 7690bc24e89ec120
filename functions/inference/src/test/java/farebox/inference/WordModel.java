package farebox.inference;

import farebox.models.EmbeddingModel;
import farebox.models.ModelCard;
import farebox.models.TokenIds;
import java.util.Arrays;
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
    private final Runnable whenRun;

    /** @param whenRun called with each embedding, such as to move a clock */
    public WordModel(ModelCard card, Runnable whenRun) {
        this.card = card;
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
                .mapToLong(word -> 200 + Math.floorMod(word.hashCode(), card.vocabulary() - 200));
        return new TokenIds(LongStream.concat(LongStream.of(BEFORE), LongStream.concat(words, LongStream.of(BEHIND)))
                .toArray());
    }

    @Override
    public float[] embed(TokenIds tokens) {
        whenRun.run();
        SplittableRandom numbers = new SplittableRandom(Arrays.hashCode(tokens.ids()));
        double[] raw = numbers.doubles(card.dimensions(), -1, 1).toArray();
        double length =
                Math.sqrt(Arrays.stream(raw).map(number -> number * number).sum());
        float[] embedding = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            embedding[i] = (float) (raw[i] / length);
        }
        return embedding;
    }
}
