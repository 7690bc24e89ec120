package farebox.monitoring;

/**
 * How the inputs and the predictions of a model are distributed.
 *
 * @param inputs by column of a table; the number of tokens of a text; the brightness of an image
 * @param outputs the label and the probability that it has, or the value
 */
public record ModelDistributions(Distributions inputs, Distributions outputs) {
    private static final String LABEL = "label";
    private static final String CONFIDENCE = "confidence";
    private static final String VALUE = "value";
    private static final String TOKENS = "tokens";
    private static final String BRIGHTNESS = "brightness";

    public static ModelDistributions empty() {
        return new ModelDistributions(new Distributions(), new Distributions());
    }

    /** @param confidence the probability of the label */
    public void addLabel(String label, double confidence) {
        outputs.addCategory(LABEL, label);
        outputs.addNumber(CONFIDENCE, confidence);
    }

    public void addValue(double value) {
        outputs.addNumber(VALUE, value);
    }

    /** The length of a text. */
    public void addTokens(int tokens) {
        inputs.addNumber(TOKENS, tokens);
    }

    /** @param brightness the mean of all samples of an image, from 0 (black) to 1 */
    public void addBrightness(double brightness) {
        inputs.addNumber(BRIGHTNESS, brightness);
    }

    public void merge(ModelDistributions other) {
        inputs.merge(other.inputs);
        outputs.merge(other.outputs);
    }

    /** The most rows that a column has. */
    public long rows() {
        return Math.max(rows(inputs), rows(outputs));
    }

    private static long rows(Distributions distributions) {
        return distributions.columns().values().stream()
                .mapToLong(ColumnDistribution::rows)
                .max()
                .orElse(0);
    }
}
