package farebox.inference.huggingface;

import farebox.inference.Predictions;
import farebox.models.ClassScores;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A label and its probability, as JSON has them. */
public record LabelScore(String label, double score) {

    /** The labels of one prediction, the most probable first. */
    public static List<LabelScore> of(Predictions.Prediction prediction, ClassScores scores, OptionalInt topK) {
        double[] probabilities = ((Predictions.OfClass) prediction).probabilities();
        return IntStream.range(0, probabilities.length)
                .mapToObj(i -> new LabelScore(scores.labels().get(i), probabilities[i]))
                .sorted(Comparator.comparing(LabelScore::score).reversed())
                .limit(topK.orElse(Integer.MAX_VALUE))
                .toList();
    }
}
