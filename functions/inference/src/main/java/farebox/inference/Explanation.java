package farebox.inference;

import farebox.kernel.Amounts;
import java.util.List;
import java.util.Optional;

/**
 * What the parts of an input add to a prediction.
 *
 * @param prediction of the whole input
 * @param base what the model gives without any of the parts: the probability of the predicted label, or the value
 */
public record Explanation(Predictions.Prediction prediction, double base, List<Part> parts, Amounts amounts) {
    public Explanation {
        parts = List.copyOf(parts);
    }

    /**
     * @param name a column, or a piece of the text; empty for a region
     * @param region of an image
     * @param contribution to the probability of the predicted label, or to the value
     */
    public record Part(String name, Optional<Region> region, double contribution) {
        public Part(String name, double contribution) {
            this(name, Optional.empty(), contribution);
        }
    }

    /** A part of an image, in pixels from the top left. */
    public record Region(int x, int y, int width, int height) {}
}
