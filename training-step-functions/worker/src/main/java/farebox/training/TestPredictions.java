package farebox.training;

import farebox.training.data.Column.Categories;
import farebox.training.data.Column.Numbers;
import farebox.training.data.Table;
import farebox.training.features.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the trained model itself says of each item that it was tested on, so that the served model can be held against
 * it.
 *
 * @param item the inputs of one item by name, and what is true of it
 * @param labels the classes in the order of the predictions; empty for a regression
 */
public record TestPredictions(IntFunction<Item> item, double[][] predictions, List<String> labels) {
    /** @param target a label, or a number */
    public record Item(Map<String, Object> inputs, Object target) {}

    /** The rows of a table. */
    static TestPredictions of(Table table, List<String> columns, Target target, double[][] predictions) {
        List<String> labels = target.labels();
        IntFunction<Item> item = row -> new Item(
                row(table, columns, row),
                labels.isEmpty() ? (Object) target.values()[row] : labels.get((int) target.values()[row]));
        return new TestPredictions(item, predictions, labels);
    }

    /** One object for each item: {@code inputs}, {@code target}, and {@code probabilities} or {@code value}. */
    public Stream<Map<String, Object>> lines() {
        return IntStream.range(0, predictions.length).mapToObj(this::line);
    }

    private Map<String, Object> line(int row) {
        Item one = item.apply(row);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("inputs", one.inputs());
        line.put("target", one.target());
        if (labels.isEmpty()) {
            line.put("value", predictions[row][0]);
        } else {
            Map<String, Double> probabilities = new LinkedHashMap<>();
            IntStream.range(0, labels.size()).forEach(c -> probabilities.put(labels.get(c), predictions[row][c]));
            line.put("probabilities", probabilities);
        }
        return line;
    }

    /** A missing value is left out. */
    static Map<String, Object> row(Table table, List<String> columns, int row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : columns) {
            switch (table.column(name)) {
                case Numbers numbers when Float.isNaN(numbers.values()[row]) -> {}
                case Numbers numbers -> values.put(name, numbers.values()[row]);
                case Categories texts when texts.text(row).isEmpty() -> {}
                case Categories texts -> values.put(name, texts.text(row));
            }
        }
        return values;
    }
}
