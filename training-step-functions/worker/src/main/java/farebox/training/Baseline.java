package farebox.training;

import farebox.monitoring.ModelDistributions;
import farebox.training.data.Column.Categories;
import farebox.training.data.Column.Numbers;
import farebox.training.data.Table;
import farebox.training.evaluation.Scored;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What the served model's calls are compared with: the training rows, texts or images, and the predictions for held-out
 * ones, since those for training data are surer than a caller's will be.
 */
public final class Baseline {
    private Baseline() {}

    /**
     * @param columns those that the graph takes
     * @param labels the classes in the order of the predictions; empty for a regression
     */
    static ModelDistributions of(Table training, List<String> columns, Scored heldOut, List<String> labels) {
        ModelDistributions baseline = ModelDistributions.empty();
        columns.forEach(name -> add(training, name, baseline));
        addPredictions(heldOut, labels, baseline);
        return baseline;
    }

    /** @param tokens of each training text, as serving counts them */
    public static ModelDistributions ofTexts(IntStream tokens, Scored heldOut, List<String> labels) {
        ModelDistributions baseline = ModelDistributions.empty();
        tokens.forEach(baseline::addTokens);
        addPredictions(heldOut, labels, baseline);
        return baseline;
    }

    /** @param brightness of each training image, from 0 to 1 */
    public static ModelDistributions ofImages(DoubleStream brightness, Scored heldOut, List<String> labels) {
        ModelDistributions baseline = ModelDistributions.empty();
        brightness.forEach(baseline::addBrightness);
        addPredictions(heldOut, labels, baseline);
        return baseline;
    }

    private static void addPredictions(Scored heldOut, List<String> labels, ModelDistributions baseline) {
        for (int row = 0; row < heldOut.rows(); row++) {
            double[] prediction = heldOut.predictions()[row];
            if (labels.isEmpty()) {
                baseline.addValue(prediction[0]);
            } else {
                int label = heldOut.predicted(row);
                baseline.addLabel(labels.get(label), prediction[label]);
            }
        }
    }

    private static void add(Table training, String name, ModelDistributions baseline) {
        switch (training.column(name)) {
            case Numbers numbers -> {
                for (float value : numbers.values()) {
                    baseline.inputs().addNumber(name, value);
                }
            }
            case Categories texts -> {
                for (int row = 0; row < texts.rows(); row++) {
                    baseline.inputs().addText(name, texts.text(row));
                }
            }
        }
    }
}
