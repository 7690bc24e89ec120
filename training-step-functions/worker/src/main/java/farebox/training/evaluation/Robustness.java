package farebox.training.evaluation;

import farebox.training.data.Column;
import farebox.training.data.Column.Categories;
import farebox.training.data.Column.Numbers;
import farebox.training.data.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A metric when numbers are measured with noise.
 *
 * @param noise standard deviation of what is added to each number, as a share of its column's; of texts, the share of
 *     words that is left out
 */
public record Robustness(double noise, double value) {
    /** The noise that models are measured with. */
    public static final List<Double> LEVELS = List.of(0.05, 0.1, 0.2);

    public static List<Robustness> measure(
            TablePredictor predictor, Importance.Sample sample, Metric metric, RandomGenerator random) {
        List<Robustness> results = new ArrayList<>();
        for (double noise : LEVELS) {
            Table disturbed = disturb(sample.table(), noise, random);
            Scored scored = new Scored(
                    predictor.predict(disturbed),
                    sample.target().values(),
                    sample.target().task());
            results.add(new Robustness(noise, metric.measure(scored)));
        }
        return List.copyOf(results);
    }

    private static Table disturb(Table table, double noise, RandomGenerator random) {
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(
                    switch (column) {
                        case Numbers numbers -> disturb(numbers, noise, random);
                        case Categories texts -> texts;
                    });
        }
        return new Table(table.file(), columns, table.lines());
    }

    private static Numbers disturb(Numbers column, double noise, RandomGenerator random) {
        double deviation = deviation(column.values());
        float[] values = column.values().clone();
        for (int row = 0; row < values.length; row++) {
            values[row] += (float) (noise * deviation * random.nextGaussian());
        }
        return new Numbers(column.name(), values);
    }

    private static double deviation(float[] values) {
        int count = 0;
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                count++;
                sum += value;
                squares += (double) value * value;
            }
        }
        return count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - sum / count * (sum / count)));
    }
}
