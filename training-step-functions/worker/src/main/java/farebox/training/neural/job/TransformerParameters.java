package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.Architectures.TransformerSize;
import farebox.training.neural.family.ResumableTraining;
import farebox.training.neural.fit.LearningRate;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.fit.TrainingOptions.Batching;
import farebox.training.neural.fit.TrainingOptions.Regularization;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import java.util.List;

/** What a spec says of a transformer over the tokens of texts. */
record TransformerParameters(ParameterValues values) {
    private static final String VOCABULARY = "vocabulary";
    private static final String LENGTH = "length";
    private static final String WIDTH = "width";
    private static final String HEADS = "heads";
    private static final String DEPTH = "depth";
    private static final String DROPOUT = "dropout";
    private static final String EPOCHS = "epochs";
    private static final String BATCH = "batch";
    private static final String RATE = ResumableTraining.RATE;
    private static final int MAX_GRADIENT_NORM = 1;

    /** Where families differ in what they are unless a spec says otherwise. */
    record Defaults(int length, int width, int depth, double learningRate) {}

    /** @throws InvalidRequest if a value is out of its range or there is no parameter of that name */
    static TransformerParameters of(TextSpec spec, Defaults defaults) {
        List<Parameter> parameters = List.of(
                Parameter.count(VOCABULARY, 1024, 257, 100_000),
                Parameter.count(LENGTH, defaults.length(), 8, 4_096),
                Parameter.count(WIDTH, defaults.width(), 8, 4_096),
                Parameter.count(HEADS, 4, 1, 64),
                Parameter.count(DEPTH, defaults.depth(), 1, 48),
                Parameter.number(DROPOUT, 0.1, 0, 0.9),
                Parameter.count(EPOCHS, 10, 1, 10_000),
                Parameter.count(BATCH, 32, 1, 65_536),
                Parameter.number(RATE, defaults.learningRate(), 1e-7, 10));
        return new TransformerParameters(ParameterValues.of(spec.family(), parameters, spec.parameters()));
    }

    int vocabulary() {
        return values.count(VOCABULARY);
    }

    /** Tokens of a text that are seen. */
    int length() {
        return values.count(LENGTH);
    }

    /** @param positions tokens that the network sees at once */
    TransformerSize size(int positions) {
        int width = values.count(WIDTH);
        int heads = values.count(HEADS);
        if (width % heads != 0) {
            throw new InvalidRequest(
                    "%d heads do not share a width of %d".formatted(heads, width), "parameters." + HEADS);
        }
        return new TransformerSize(width, heads, values.count(DEPTH), positions, values.number(DROPOUT));
    }

    /** @param warmUp the share of all steps in which the learning rate rises */
    TrainingOptions options(double warmUp, double weightDecay, long seed) {
        return TrainingOptions.of(values.count(EPOCHS), values.number(RATE), seed)
                .withBatching(new Batching(values.count(BATCH), 1))
                .withLearningRate(LearningRate.cosine(values.number(RATE), warmUp))
                .withRegularization(new Regularization(weightDecay, MAX_GRADIENT_NORM));
    }
}
