package farebox.training.neural.words;

import farebox.kernel.InvalidRequest;
import farebox.training.progress.ProgressEvent.EpochFinished;
import farebox.training.progress.ProgressEvent.NoteAdded;
import farebox.training.tabular.TrainingContext;
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

    /** How many words are learned between two looks at the time. */
    private static final int PLACES_BETWEEN_LOOKS = 1 << 10;

    private final Settings settings;
    private final TrainingContext context;
    private final RandomGenerator random;
    private final float[] words;
    private final float[] contexts;
    private final int[] draw;
    private final double[] kept;
    private double loss;
    private long pairs;

    private SkipGram(Vocabulary vocabulary, Settings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
        this.random = context.random();
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
     * @throws InvalidRequest when the time is used up within the first epoch
     */
    public static WordEmbeddings train(String text, Vocabulary vocabulary, Settings settings, TrainingContext context) {
        if (vocabulary.size() < 2) {
            throw new IllegalArgumentException(
                    "a vocabulary of %d words has no neighbours".formatted(vocabulary.size()));
        }
        SkipGram training = new SkipGram(vocabulary, settings, context);
        training.run(vocabulary.ids(text));
        return WordEmbeddings.of(vocabulary.words(), training.words, settings.width());
    }

    private void run(int[] text) {
        for (int epoch = 0; epoch < settings.epochs() && pass(epoch, thin(text)); epoch++) {
            double mean = loss / Math.max(1, pairs);
            context.progress().report(new EpochFinished(epoch + 1, settings.epochs(), mean, "loss", mean));
            loss = 0;
            pairs = 0;
        }
    }

    /** One pass over the text; false where it was ended before its end. */
    private boolean pass(int epoch, int[] text) {
        for (int place = 0; place < text.length; place++) {
            if (place % PLACES_BETWEEN_LOOKS == 0 && context.stop().stopRequested()) {
                end(epoch, place, text.length);
                return false;
            }
            double progress = (epoch + (double) place / text.length) / settings.epochs();
            learn(text, place, (float) (settings.learningRate() * Math.max(1e-4, 1 - progress)));
        }
        return true;
    }

    private void end(int epoch, int place, int places) {
        if (!context.stop().outOfTime()) {
            return;
        }
        if (epoch == 0) {
            throw new InvalidRequest(
                    "budget.seconds: the time was used up within the first epoch, at word %d of %d; give more"
                            .formatted(place, places),
                    "budget.seconds");
        }
        context.progress()
                .report(new NoteAdded(
                        "budget.seconds",
                        "the time was used up in epoch %d of %d; the vectors are those so far"
                                .formatted(epoch + 1, settings.epochs())));
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
        double probability = 1 / (1 + Math.exp(-product));
        loss -= Math.log(Math.max(1e-9, pull.target() > 0 ? probability : 1 - probability));
        pairs++;
        float gradient = (float) ((pull.target() - probability) * pull.rate());
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
