package farebox.training.features;

import farebox.training.data.Column;
import farebox.training.data.Table;
import farebox.training.progress.SchemaColumn;
import farebox.training.progress.SchemaColumn.CategoryCount;
import farebox.training.spec.TrainingSpec;
import farebox.training.spec.TrainingSpec.ColumnType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The schema of a table as a person checks it, in the order of the file. */
public final class SchemaReport {
    private final TrainingSpec spec;
    private final Table table;
    private final Target target;
    private final Map<String, String> unused;

    public SchemaReport(TrainingSpec spec, Table table, Target target, ColumnSelection columns) {
        this.spec = spec;
        this.table = table;
        this.target = target;
        this.unused = columns.unused().stream()
                .collect(Collectors.toMap(ColumnSelection.Unused::name, ColumnSelection.Unused::reason));
    }

    /** Columns that the spec ignores are not in the table, and come last. */
    public List<SchemaColumn> columns() {
        List<SchemaColumn> columns = new ArrayList<>();
        table.columns().stream().map(this::column).forEach(columns::add);
        spec.columns().entrySet().stream()
                .filter(declared -> declared.getValue() == ColumnType.IGNORE)
                .map(declared ->
                        new SchemaColumn(declared.getKey(), ColumnType.IGNORE.word(), "is ignored", true, 0, List.of()))
                .forEach(columns::add);
        return columns;
    }

    private SchemaColumn column(Column column) {
        boolean declared = spec.columns().containsKey(column.name());
        if (column.name().equals(spec.target())) {
            return target(column.name(), declared);
        }
        String use = unused.getOrDefault(column.name(), SchemaColumn.FEATURE);
        return switch (column) {
            case Column.Numbers numbers ->
                new SchemaColumn(column.name(), ColumnType.NUMBER.word(), use, declared, missing(numbers), List.of());
            case Column.Categories texts ->
                new SchemaColumn(
                        column.name(), ColumnType.CATEGORY.word(), use, declared, missing(texts), counts(texts));
        };
    }

    /** Whether numbers are classes depends on the task, not on the column. */
    private SchemaColumn target(String name, boolean declared) {
        return switch (target) {
            case Target.Quantities _ ->
                new SchemaColumn(name, ColumnType.NUMBER.word(), SchemaColumn.TARGET, declared, 0, List.of());
            case Target.Labels labels ->
                new SchemaColumn(
                        name,
                        ColumnType.CATEGORY.word(),
                        SchemaColumn.TARGET,
                        declared,
                        0,
                        counted(IntStream.range(0, labels.values().length)
                                .mapToObj(row -> labels.labels().get((int) labels.values()[row]))
                                .toList()));
        };
    }

    private static int missing(Column.Numbers numbers) {
        return (int) IntStream.range(0, numbers.rows())
                .filter(row -> Float.isNaN(numbers.values()[row]))
                .count();
    }

    private static int missing(Column.Categories texts) {
        return (int) IntStream.of(texts.codes())
                .filter(code -> code == Column.Categories.MISSING)
                .count();
    }

    private static List<CategoryCount> counts(Column.Categories texts) {
        return counted(IntStream.range(0, texts.rows())
                .filter(row -> texts.codes()[row] != Column.Categories.MISSING)
                .mapToObj(texts::text)
                .toList());
    }

    /** How often each value occurs, the most frequent first and those of one number by name. */
    public static List<CategoryCount> counted(List<String> values) {
        Map<String, Integer> counts =
                values.stream().collect(Collectors.toMap(Function.identity(), value -> 1, Integer::sum));
        return counts.keySet().stream()
                .map(value -> new CategoryCount(value, Objects.requireNonNull(counts.get(value))))
                .sorted(Comparator.comparingInt((CategoryCount count) -> -count.rows())
                        .thenComparing(CategoryCount::category))
                .toList();
    }
}
