package farebox.cli.training;

import farebox.cli.training.TrainingEvent.SchemaRead;
import farebox.cli.training.TrainingEvent.TypedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The schema of the training data, a line for each column, for a person who may have to override a type. */
final class SchemaView {
    private static final int MOST_COLUMNS = 20;
    private static final int WIDEST_NAME = 30;

    private SchemaView() {}

    static List<String> lines(SchemaRead schema) {
        List<TypedColumn> shown = schema.columns().stream().limit(MOST_COLUMNS).toList();
        int width = shown.stream()
                .mapToInt(column -> Math.min(WIDEST_NAME, column.name().length()))
                .max()
                .orElse(1);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "  %s: %,d rows", schema.data(), schema.rows()));
        shown.forEach(column -> lines.add(String.format(
                Locale.ROOT, "  %-" + width + "s  %s", column.name(), String.join(", ", properties(column)))));
        if (schema.count() > shown.size()) {
            lines.add(String.format(Locale.ROOT, "  and %,d more columns", schema.count() - shown.size()));
        }
        return lines;
    }

    private static List<String> properties(TypedColumn column) {
        List<String> properties = new ArrayList<>();
        properties.add(column.declared() ? column.type() + " (declared)" : column.type());
        if (!column.use().equals("feature")) {
            properties.add(column.use());
        }
        if (column.missing() > 0) {
            properties.add(String.format(Locale.ROOT, "missing in %,d rows", column.missing()));
        }
        if (column.distinct() > 0) {
            properties.add(String.format(Locale.ROOT, "%,d categories: %s", column.distinct(), column.categories()));
        }
        return properties;
    }
}
