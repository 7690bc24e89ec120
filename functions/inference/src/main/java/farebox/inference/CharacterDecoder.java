package farebox.inference;

import farebox.models.TextRecognition;
import farebox.models.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * The most probable character of each step; one that stands in steps after each other is written once, and no character
 * separates two of a kind (best path decoding, Graves et al. 2006).
 */
record CharacterDecoder(TextRecognition spec) {
    private static final int NONE = 0;

    /** @param score the mean probability of its characters */
    record Decoded(String text, double score) {}

    /** @return empty if there is no text, or it is too uncertain */
    Optional<Decoded> decode(Tensor steps) {
        double[] numbers = steps.numbers();
        int classes = 1 + spec.labels().size();
        StringBuilder text = new StringBuilder();
        double sum = 0;
        int characters = 0;
        int before = NONE;
        for (int from = 0; from < numbers.length; from += classes) {
            double[] probabilities = Arrays.copyOfRange(numbers, from, from + classes);
            int best = Predict.largest(probabilities);
            if (best != NONE && best != before) {
                text.append(spec.labels().get(best - 1));
                sum += probabilities[best];
                characters++;
            }
            before = best;
        }
        return accepted(text.toString(), sum / Math.max(1, characters));
    }

    private Optional<Decoded> accepted(String text, double score) {
        return text.isBlank() || score < spec.minScore() ? Optional.empty() : Optional.of(new Decoded(text, score));
    }
}
