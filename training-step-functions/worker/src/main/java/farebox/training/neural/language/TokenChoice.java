package farebox.training.neural.language;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** How the next token is chosen. */
public sealed interface TokenChoice {
    /** Always the most probable one. */
    record Greedy() implements TokenChoice {}

    /**
     * By chance. The most probable tokens are kept, at most {@code topK} of them and only as many as have a probability
     * of {@code topP} together (Holtzman et al. 2020).
     *
     * @param temperature below 1 makes probable tokens more probable
     * @param topK 0 keeps all
     * @param topP 1 keeps all
     */
    record Sampled(double temperature, int topK, double topP) implements TokenChoice {
        public Sampled {
            if (!(temperature > 0) || topK < 0 || !(topP > 0 && topP <= 1)) {
                throw new IllegalArgumentException(
                        "temperature is above 0, top_k not negative, and top_p above 0 and at most 1");
            }
        }
    }

    /** A token, by the scores of all. */
    default int choose(float[] logits, RandomGenerator random) {
        return switch (this) {
            case Greedy _ -> ranking(logits).getFirst();
            case Sampled(double temperature, int topK, double topP) ->
                draw(kept(probabilities(logits, temperature), topK, topP), random);
        };
    }

    /** Probabilities that scores stand for. */
    static double[] probabilities(float[] logits, double temperature) {
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Math.exp((logits[i] - most) / temperature);
            sum += probabilities[i];
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** The probabilities of the tokens that stay, zero for the others. */
    private static double[] kept(double[] probabilities, int topK, double topP) {
        List<Integer> ranking = ranking(probabilities);
        int most = topK == 0 ? probabilities.length : Math.min(topK, probabilities.length);
        double[] kept = new double[probabilities.length];
        double sum = 0;
        for (int rank = 0; rank < most && sum < topP; rank++) {
            int token = ranking.get(rank);
            kept[token] = probabilities[token];
            sum += probabilities[token];
        }
        return kept;
    }

    private static int draw(double[] weights, RandomGenerator random) {
        double point = random.nextDouble()
                * IntStream.range(0, weights.length)
                        .mapToDouble(i -> weights[i])
                        .sum();
        int last = 0;
        for (int token = 0; token < weights.length; token++) {
            if (weights[token] > 0) {
                last = token;
                point -= weights[token];
                if (point < 0) {
                    return token;
                }
            }
        }
        return last;
    }

    private static List<Integer> ranking(float[] scores) {
        return ranking(
                IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray());
    }

    private static List<Integer> ranking(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(token -> -scores[token]))
                .toList();
    }
}
