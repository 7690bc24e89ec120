package farebox.inference;

import farebox.kernel.Amounts;
import java.util.List;

/**
 * What a model predicts for the inputs of a request.
 *
 * @param list one for each input, in order
 */
public record Predictions(List<Prediction> list, Amounts amounts) {
    public Predictions {
        list = List.copyOf(list);
    }

    /** One prediction. */
    public sealed interface Prediction {}

    /** @param probabilities one for each label of the model, in the order of its labels */
    public record OfClass(String label, double[] probabilities) implements Prediction {}

    public record OfValue(double value) implements Prediction {}
}
