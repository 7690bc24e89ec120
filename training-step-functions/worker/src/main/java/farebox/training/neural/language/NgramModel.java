package farebox.training.neural.language;

import java.util.HashMap;
import java.util.Map;

/**
 * A model of characters by those before them, to compare language models with. All lengths of context are mixed as
 * Witten and Bell (1991) do: a context counts the more, the more often it was seen and the fewer characters followed
 * it.
 */
public final class NgramModel {
    /** What follows a context: the number of times in all, and of each character. */
    private static final class Followers {
        private final Map<Character, Integer> counts = new HashMap<>();
        private int total;

        private void add(char character) {
            counts.merge(character, 1, Integer::sum);
            total++;
        }

        private double mix(char character, double shorter) {
            int kinds = counts.size();
            return (counts.getOrDefault(character, 0) + kinds * shorter) / (total + kinds);
        }
    }

    /** Every character that Latin-1 has is possible before anything was seen. */
    private static final double UNIFORM = 1.0 / 256;

    private final int order;
    private final Map<String, Followers> contexts = new HashMap<>();

    private NgramModel(int order) {
        this.order = order;
    }

    /** Counts a text. A model of order 5 sees four characters before each. */
    public static NgramModel train(String text, int order) {
        NgramModel model = new NgramModel(order);
        for (int place = 0; place < text.length(); place++) {
            for (int length = 0; length < order && length <= place; length++) {
                model.contexts
                        .computeIfAbsent(text.substring(place - length, place), _ -> new Followers())
                        .add(text.charAt(place));
            }
        }
        return model;
    }

    /** The mean number of bits that a character of a text costs. */
    public double bitsPerCharacter(String text) {
        double nats = 0;
        for (int place = 0; place < text.length(); place++) {
            nats -= Math.log(probability(text, place));
        }
        return nats / Math.log(2) / text.length();
    }

    private double probability(String text, int place) {
        double probability = UNIFORM;
        for (int length = 0; length < order && length <= place; length++) {
            Followers followers = contexts.get(text.substring(place - length, place));
            if (followers != null) {
                probability = followers.mix(text.charAt(place), probability);
            }
        }
        return probability;
    }
}
