package farebox.training.container;

import farebox.training.progress.ProgressEvent.SchemaRead;
import farebox.training.progress.SchemaColumn;
import farebox.training.progress.SchemaColumn.CategoryCount;
import java.util.LinkedHashMap;
import java.util.Map;

/** A schema as fields of one log line, which thousands of columns or categories must not make too long to keep. */
final class SchemaFields {
    private static final int MOST_COLUMNS = 100;
    private static final int MOST_CATEGORIES = 10;

    private SchemaFields() {}

    static Map<String, Object> of(SchemaRead schema) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("data", schema.data());
        fields.put("rows", schema.rows());
        fields.put("columns", schema.columns().size());
        fields.put(
                "schema",
                schema.columns().stream()
                        .sorted((a, b) -> Boolean.compare(isTarget(b), isTarget(a)))
                        .limit(MOST_COLUMNS)
                        .map(SchemaFields::of)
                        .toList());
        return fields;
    }

    private static boolean isTarget(SchemaColumn column) {
        return column.use().equals(SchemaColumn.TARGET);
    }

    private static Map<String, Object> of(SchemaColumn column) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", column.name());
        fields.put("type", column.type());
        fields.put("use", column.use());
        fields.put("declared", column.declared());
        fields.put("missing", column.missing());
        if (!column.categories().isEmpty()) {
            fields.put("distinct", column.categories().size());
            fields.put("categories", categories(column));
        }
        return fields;
    }

    private static Map<String, Integer> categories(SchemaColumn column) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        column.categories().stream()
                .limit(MOST_CATEGORIES)
                .forEach((CategoryCount count) -> rows.put(count.category(), count.rows()));
        return rows;
    }
}
