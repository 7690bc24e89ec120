package farebox.training.features;

import farebox.kernel.InvalidRequest;
import farebox.training.data.Column;
import farebox.training.data.Column.Categories;
import farebox.training.data.Column.Numbers;
import farebox.training.data.Table;
import farebox.training.spec.TrainingSpec.TaskChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Reads the column that is to be predicted, and refuses one that nothing can be learned from. */
public final class TargetReader {
    /** A number with more different values than this is taken for a quantity. */
    private static final int MAX_INFERRED_CLASSES = 20;

    private static final int MAX_CLASSES = 1_000;
    private static final int MIN_ROWS_PER_CLASS = 2;
    private static final int MIN_ROWS = 10;

    private final String name;
    private final TaskChoice choice;

    /** @param name the column */
    public TargetReader(String name, TaskChoice choice) {
        this.name = name;
        this.choice = choice;
    }

    /** @throws InvalidRequest naming the column, the line or the class at fault */
    public Target read(Table table) {
        Column column = table.find(name).orElseThrow(() -> absent(table));
        if (table.rows() < MIN_ROWS) {
            throw fault(table, "%d rows; training needs at least %d".formatted(table.rows(), MIN_ROWS));
        }
        refuseMissing(table, column);
        return switch (column) {
            case Categories texts -> categories(table, texts);
            case Numbers numbers -> isClassification(numbers) ? labels(table, numbers) : quantities(table, numbers);
        };
    }

    /** The same labels, read from another table such as a test file. */
    public Target read(Table table, Target like) {
        Column column = table.find(name).orElseThrow(() -> absent(table));
        refuseMissing(table, column);
        return switch (like) {
            case Target.Quantities quantities -> quantities(table, (Numbers) column);
            case Target.Labels labels -> encode(table, textOf(column), labels.labels());
        };
    }

    private Target categories(Table table, Categories texts) {
        if (choice == TaskChoice.REGRESSION) {
            throw fault(table, "%s holds text; a regression needs numbers".formatted(name));
        }
        List<String> labels = texts.present().stream().sorted().toList();
        return encode(table, textOf(texts), check(table, labels, texts.codes().length));
    }

    private boolean isClassification(Numbers numbers) {
        return switch (choice) {
            case CLASSIFICATION -> true;
            case REGRESSION -> false;
            case AUTO -> isFewWholeNumbers(numbers.values());
        };
    }

    private static boolean isFewWholeNumbers(float[] values) {
        TreeSet<Float> distinct = new TreeSet<>();
        for (float value : values) {
            distinct.add(value);
            if (value != Math.rint(value) || distinct.size() > MAX_INFERRED_CLASSES) {
                return false;
            }
        }
        return true;
    }

    private Target labels(Table table, Numbers numbers) {
        TreeSet<Float> distinct = new TreeSet<>();
        for (float value : numbers.values()) {
            distinct.add(value);
        }
        List<String> labels = distinct.stream().map(TargetReader::text).toList();
        return encode(table, textOf(numbers), check(table, labels, numbers.rows()));
    }

    private List<String> check(Table table, List<String> labels, int rows) {
        if (labels.size() < 2) {
            throw fault(
                    table,
                    "%s has one class only, \"%s\"; a classifier learns from at least two"
                            .formatted(name, labels.getFirst()));
        }
        if (labels.size() > Math.min(MAX_CLASSES, rows / MIN_ROWS_PER_CLASS)) {
            throw fault(
                    table,
                    "%s has %d classes in %d rows; at most %d can be learned, each from at least %d rows"
                            .formatted(name, labels.size(), rows, MAX_CLASSES, MIN_ROWS_PER_CLASS));
        }
        return labels;
    }

    private Target quantities(Table table, Numbers numbers) {
        double[] values = new double[numbers.rows()];
        for (int row = 0; row < values.length; row++) {
            values[row] = numbers.values()[row];
        }
        if (Arrays.stream(values).distinct().count() < 2) {
            throw fault(table, "%s is %s in every row; there is nothing to learn".formatted(name, values[0]));
        }
        return new Target.Quantities(values);
    }

    private Target encode(Table table, IntFunction<String> text, List<String> labels) {
        Map<String, Integer> index = new HashMap<>();
        labels.forEach(label -> index.put(label, index.size()));
        double[] values = new double[table.rows()];
        for (int row = 0; row < values.length; row++) {
            Integer label = index.get(text.apply(row));
            if (label == null) {
                throw new InvalidRequest(
                        "%s, line %d: %s is \"%s\", a class that the training data has not"
                                .formatted(table.file(), table.lines()[row], name, text.apply(row)),
                        "data");
            }
            values[row] = label;
        }
        return new Target.Labels(labels, values);
    }

    private static IntFunction<String> textOf(Column column) {
        return switch (column) {
            case Categories texts -> texts::text;
            case Numbers numbers -> row -> text(numbers.values()[row]);
        };
    }

    /** A label as the graph gives it back: whole numbers without a point. */
    private static String text(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7
                ? Integer.toString((int) value)
                : Float.toString(value);
    }

    private void refuseMissing(Table table, Column column) {
        IntStream.range(0, table.rows())
                .filter(row -> isMissing(column, row))
                .findFirst()
                .ifPresent(row -> {
                    throw new InvalidRequest(
                            "%s, line %d: %s is missing; give the row a value or leave it out"
                                    .formatted(table.file(), table.lines()[row], name),
                            "target");
                });
    }

    private static boolean isMissing(Column column, int row) {
        return switch (column) {
            case Categories texts -> texts.codes()[row] == Categories.MISSING;
            case Numbers numbers -> Float.isNaN(numbers.values()[row]);
        };
    }

    private InvalidRequest absent(Table table) {
        return fault(table, "there is no target column \"%s\"; the columns are %s".formatted(name, nearest(table)));
    }

    private List<String> nearest(Table table) {
        List<String> names = new ArrayList<>(table.names());
        names.sort(Comparator.comparingInt(column -> Math.abs(column.length() - name.length())));
        return names.size() > 10 ? names.subList(0, 10) : table.names();
    }

    private static InvalidRequest fault(Table table, String text) {
        return new InvalidRequest("%s: %s".formatted(table.file(), text), "target");
    }
}
