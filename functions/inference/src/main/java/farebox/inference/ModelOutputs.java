package farebox.inference;

import farebox.kernel.DataCorrupted;
import farebox.models.ModelCard;

/** The numbers that a model gave, checked before anybody is billed for them. */
public final class ModelOutputs {
    private ModelOutputs() {}

    /**
     * @return the same numbers
     * @throws DataCorrupted if one is infinite or not a number
     */
    public static double[] requireFinite(double[] numbers, ModelCard card) {
        for (double number : numbers) {
            requireFinite(number, card);
        }
        return numbers;
    }

    static void requireFinite(float[] numbers, ModelCard card) {
        for (float number : numbers) {
            requireFinite(number, card);
        }
    }

    private static void requireFinite(double number, ModelCard card) {
        if (!Double.isFinite(number)) {
            throw new DataCorrupted(card.ref().name() + " gave something that is not a number; nothing is billed");
        }
    }
}
