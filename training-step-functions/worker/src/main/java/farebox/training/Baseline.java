package farebox.training;

import farebox.monitoring.ModelDistributions;
import farebox.training.data.Column.Categories;
import farebox.training.data.Column.Numbers;
import farebox.training.data.Table;
import farebox.training.evaluation.Scored;
import java.util.List;

/**
 * What the served model's calls are compared with: the columns of the training rows, and the predictions for held-out
 * rows, since those for training rows are surer than a caller's will be.
 */
final class Baseline {
    private Baseline() {}

    /**
     * @param columns those that the graph takes
     * @param labels the classes in the order of the predictions; empty for a regression
     */
    static ModelDistributions of(Table training, List<String> columns, Scored heldOut, List<String> labels) {
        ModelDistributions baseline = ModelDistributions.empty();
        columns.forEach(name -> add(training, name, baseline));
        for (int row = 0; row < heldOut.rows(); row++) {
            double[] prediction = heldOut.predictions()[row];
            if (labels.isEmpty()) {
                baseline.addValue(prediction[0]);
            } else {
                int label = heldOut.predicted(row);
                baseline.addLabel(labels.get(label), prediction[label]);
            }
        }
        return baseline;
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
