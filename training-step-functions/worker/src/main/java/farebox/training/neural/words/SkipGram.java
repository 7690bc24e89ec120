package farebox.training.neural.words;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Learns a vector for each word by telling its neighbours from words drawn by chance (Mikolov et al. 2013, negative
 * sampling). Plain Java: an update touches a few rows of a table, for which a tensor library is far too slow.
 */
public final class SkipGram {
    /** How to learn. Frequent words are thinned out above this share of the text. */
    public record Settings(int width, int window, int negatives, int epochs, double learningRate, double thinning) {
        public static Settings defaults() {
            return new Settings(64, 5, 5, 10, 0.05, 1e-3);
        }
    }

    /** The power of a word's count in the draw of negatives, and the number of places that the draw is made from. */
    private static final double FLATTENING = 0.75;

    private static final int DRAW_PLACES = 1 << 20;

    private final Settings settings;
    private final RandomGenerator random;
    private final float[] words;
    private final float[] contexts;
    private final int[] draw;
    private final double[] kept;

    private SkipGram(Vocabulary vocabulary, Settings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.words = new float[vocabulary.size() * settings.width()];
        this.contexts = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = (random.nextFloat() - 0.5f) / settings.width();
        }
        this.draw = drawTable(vocabulary);
        this.kept = keptShares(vocabulary, settings.thinning());
    }

    /**
     * Learns the embeddings of a text's words.
     *
     * @throws IllegalArgumentException when the vocabulary has fewer than two words
     */
    public static WordEmbeddings train(String text, Vocabulary vocabulary, Settings settings, RandomGenerator random) {
        if (vocabulary.size() < 2) {
            throw new IllegalArgumentException(
                    "a vocabulary of %d words has no neighbours".formatted(vocabulary.size()));
        }
        SkipGram training = new SkipGram(vocabulary, settings, random);
        training.run(vocabulary.ids(text));
        return WordEmbeddings.of(vocabulary.words(), training.words, settings.width());
    }

    private void run(int[] text) {
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            int[] thinned = thin(text);
            for (int place = 0; place < thinned.length; place++) {
                double progress = (epoch + (double) place / thinned.length) / settings.epochs();
                float rate = (float) (settings.learningRate() * Math.max(1e-4, 1 - progress));
                learn(thinned, place, rate);
            }
        }
    }

    private int[] thin(int[] text) {
        return Arrays.stream(text)
                .filter(word -> random.nextDouble() < kept[word])
                .toArray();
    }

    private void learn(int[] text, int place, float rate) {
        int reach = random.nextInt(1, settings.window() + 1);
        for (int other = Math.max(0, place - reach); other <= Math.min(text.length - 1, place + reach); other++) {
            if (other != place) {
                learnPair(text[place], text[other], rate);
            }
        }
    }

    private void learnPair(int word, int neighbour, float rate) {
        float[] change = new float[settings.width()];
        step(word, neighbour, new Pull(1, rate), change);
        for (int i = 0; i < settings.negatives(); i++) {
            int negative = draw[random.nextInt(DRAW_PLACES)];
            if (negative != neighbour) {
                step(word, negative, new Pull(0, rate), change);
            }
        }
        add(words, word, change);
    }

    /** What the pair should be, 1 for neighbours and 0 for others, and how far a step goes. */
    private record Pull(float target, float rate) {}

    /** Moves a context towards or away from a word, and gathers the word's own change. */
    private void step(int word, int context, Pull pull, float[] change) {
        int from = word * settings.width();
        int to = context * settings.width();
        float product = 0;
        for (int i = 0; i < settings.width(); i++) {
            product += words[from + i] * contexts[to + i];
        }
        float gradient = (float) ((pull.target() - 1 / (1 + Math.exp(-product))) * pull.rate());
        for (int i = 0; i < settings.width(); i++) {
            change[i] += gradient * contexts[to + i];
            contexts[to + i] += gradient * words[from + i];
        }
    }

    private void add(float[] table, int row, float[] change) {
        for (int i = 0; i < change.length; i++) {
            table[row * change.length + i] += change[i];
        }
    }

    private static int[] drawTable(Vocabulary vocabulary) {
        double[] shares = vocabulary.counts().stream()
                .mapToDouble(count -> Math.pow(count, FLATTENING))
                .toArray();
        double total = Arrays.stream(shares).sum();
        int[] table = new int[DRAW_PLACES];
        int word = 0;
        double until = shares[0] / total;
        for (int i = 0; i < DRAW_PLACES; i++) {
            table[i] = word;
            if ((i + 1.0) / DRAW_PLACES > until && word < shares.length - 1) {
                word++;
                until += shares[word] / total;
            }
        }
        return table;
    }

    private static double[] keptShares(Vocabulary vocabulary, double thinning) {
        double total = vocabulary.counts().stream().mapToLong(Long::longValue).sum();
        return vocabulary.counts().stream()
                .mapToDouble(count -> Math.min(1, Math.sqrt(thinning * total / count)))
                .toArray();
    }
}
