package farebox.training.neural.job;

import farebox.training.evaluation.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How much a word adds to the probability of a text's label: by how much that falls when the word is left out (Li,
 * Monroe and Jurafsky, Understanding neural networks through representation erasure, 2016).
 */
record WordOcclusion(Function<List<String>, double[][]> classifier) {
    private static final int TEXTS = 5;
    private static final int WORDS_OF_A_TEXT = 40;
    private static final int WORDS = 20;

    /** The mean size over the first texts, by word, of the words that add most. */
    Map<String, Double> contributions(List<String> texts) {
        Map<String, List<Double>> sizes = new TreeMap<>();
        texts.stream().limit(TEXTS).forEach(text -> add(text, sizes));
        Map<String, Double> means = new LinkedHashMap<>();
        sizes.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), mean(entry.getValue())))
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(WORDS)
                .forEach(entry -> means.put(entry.getKey(), entry.getValue()));
        return means;
    }

    private void add(String text, Map<String, List<Double>> sizes) {
        List<String> words = Arrays.stream(text.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(WORDS_OF_A_TEXT)
                .toList();
        List<String> variants = new ArrayList<>(List.of(String.join(" ", words)));
        for (int left = 0; left < words.size(); left++) {
            List<String> kept = new ArrayList<>(words);
            kept.remove(left);
            variants.add(String.join(" ", kept));
        }
        double[][] predictions = classifier.apply(variants);
        int label = Scored.largest(predictions[0]);
        for (int left = 0; left < words.size(); left++) {
            sizes.computeIfAbsent(words.get(left), _ -> new ArrayList<>())
                    .add(Math.abs(predictions[0][label] - predictions[left + 1][label]));
        }
    }

    private static double mean(List<Double> sizes) {
        return sizes.stream().mapToDouble(size -> size).average().orElse(0);
    }
}
