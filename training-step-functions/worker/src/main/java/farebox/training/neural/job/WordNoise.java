package farebox.training.neural.job;

import static java.util.stream.Collectors.joining;

import farebox.training.evaluation.Metric;
import farebox.training.evaluation.Robustness;
import farebox.training.evaluation.Scored;
import farebox.training.tabular.Task;
import farebox.training.text.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * How often a classifier is right about texts that lack some of their words.
 *
 * @param classifier the probability of each class for each text
 */
record WordNoise(Function<List<String>, double[][]> classifier) {
    private static final int TEXTS = 50;

    /** Over the first texts, for several shares of words that are left out. */
    List<Robustness> robustness(Texts texts, RandomGenerator random) {
        return Robustness.LEVELS.stream()
                .map(share -> new Robustness(share, Metric.ACCURACY.measure(scored(texts, share, random))))
                .toList();
    }

    private Scored scored(Texts texts, double share, RandomGenerator random) {
        List<String> disturbed = texts.texts().stream()
                .limit(TEXTS)
                .map(text -> without(text, share, random))
                .toList();
        return new Scored(
                classifier.apply(disturbed),
                Arrays.stream(texts.classes())
                        .limit(disturbed.size())
                        .asDoubleStream()
                        .toArray(),
                new Task.Classification(texts.labels().size()));
    }

    private static String without(String text, double share, RandomGenerator random) {
        return Arrays.stream(text.split("\\s+"))
                .filter(_ -> random.nextDouble() >= share)
                .collect(joining(" "));
    }
}
