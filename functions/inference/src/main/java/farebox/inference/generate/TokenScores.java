package farebox.inference.generate;

import farebox.inference.Predict;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The logarithms of the probabilities of every token that may come next.
 *
 * @param logarithms natural ones, by token
 */
record TokenScores(double[] logarithms) {

    /** Shifted by the largest, so that no exponential overflows. */
    static TokenScores of(double[] logits) {
        double largest = Arrays.stream(logits).max().orElseThrow();
        double sum =
                Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).sum();
        double shift = largest + Math.log(sum);
        return new TokenScores(Arrays.stream(logits).map(logit -> logit - shift).toArray());
    }

    /** The most probable first; of equal ones, the lowest. */
    List<Integer> best(int count) {
        if (count == 0) {
            return List.of();
        }
        return IntStream.range(0, logarithms.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer token) -> -logarithms[token]))
                .limit(count)
                .toList();
    }

    /** Draws from the smallest set of tokens whose probabilities reach {@code topP} (Holtzman et al., 2020). */
    int choose(Sampling sampling, RandomGenerator random) {
        if (sampling.temperature() == 0) {
            return Predict.largest(logarithms);
        }
        double[] probabilities = probabilities(sampling.temperature());
        List<Integer> tokens = sampling.topP() < 1
                ? best(logarithms.length)
                : IntStream.range(0, logarithms.length).boxed().toList();
        double drawn = random.nextDouble() * nucleus(tokens, probabilities, sampling.topP());
        double sum = 0;
        for (int token : tokens) {
            sum += probabilities[token];
            if (drawn < sum) {
                return token;
            }
        }
        return tokens.getFirst();
    }

    /** The probability of the tokens that are considered, all together. */
    private static double nucleus(List<Integer> tokens, double[] probabilities, double topP) {
        double sum = 0;
        for (int token : tokens) {
            sum += probabilities[token];
            if (sum >= topP) {
                return sum;
            }
        }
        return sum;
    }

    private double[] probabilities(double temperature) {
        double largest = Arrays.stream(logarithms).max().orElseThrow();
        double[] weights = Arrays.stream(logarithms)
                .map(logarithm -> Math.exp((logarithm - largest) / temperature))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
