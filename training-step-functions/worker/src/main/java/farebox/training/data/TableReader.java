package farebox.training.data;

import farebox.kernel.InvalidRequest;
import farebox.training.spec.TrainingSpec.ColumnType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a table in two passes: the first infers the type of each column, the second keeps the values, so that memory
 * holds nothing but the table. A file that would not fit is refused before it is held.
 */
public final class TableReader {
    private final DataLimits limits;

    public TableReader(DataLimits limits) {
        this.limits = limits;
    }

    /**
     * @param declared types of columns that are not to be inferred
     * @throws InvalidRequest naming the file and the line, or the column
     */
    public Table read(Path file, Optional<String> format, Map<String, ColumnType> declared) {
        RowSource rows = RowSource.open(file, format);
        declared.keySet().stream()
                .filter(name -> !rows.columns().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw missingColumn(rows, name);
                });
        return read(rows, declared);
    }

    private static InvalidRequest missingColumn(RowSource rows, String name) {
        return new InvalidRequest(
                "columns.%s: %s has no such column; it has %s".formatted(name, rows.name(), rows.columns()),
                "columns." + name);
    }

    private Table read(RowSource rows, Map<String, ColumnType> declared) {
        List<ColumnProfile> profiles =
                rows.columns().stream().map(column -> new ColumnProfile()).toList();
        int count = profile(rows, profiles);
        if (count == 0) {
            throw DataFault.inFile(rows.name(), "the file has a header and no rows; it is empty");
        }
        Map<Integer, ColumnBuilder> builders = new LinkedHashMap<>();
        for (int i = 0; i < profiles.size(); i++) {
            String name = rows.columns().get(i);
            ColumnType type = declared.containsKey(name)
                    ? declared.get(name)
                    : profiles.get(i).infer(rows.name(), name);
            if (type != ColumnType.IGNORE) {
                builders.put(i, ColumnBuilder.of(type, new ColumnBuilder.Place(rows.name(), name), count, limits));
            }
        }
        return fill(rows, builders, count);
    }

    private int profile(RowSource rows, List<ColumnProfile> profiles) {
        long maxRows = Math.min(Integer.MAX_VALUE - 8, limits.maxValues() / profiles.size());
        int[] count = {0};
        rows.forEach((line, values) -> {
            if (++count[0] > maxRows) {
                throw DataFault.atLine(
                        rows.name(),
                        line,
                        "more than %d values, the most that this worker's memory holds; sample the rows, or give the worker more memory"
                                .formatted(limits.maxValues()));
            }
            for (int i = 0; i < profiles.size(); i++) {
                profiles.get(i).add(line, values.get(i));
            }
        });
        return count[0];
    }

    private static Table fill(RowSource rows, Map<Integer, ColumnBuilder> builders, int count) {
        long[] lines = new long[count];
        int[] row = {0};
        rows.forEach((line, values) -> {
            lines[row[0]] = line;
            builders.forEach((column, builder) -> builder.add(row[0], line, values.get(column)));
            row[0]++;
        });
        List<Column> columns = new ArrayList<>();
        builders.values().forEach(builder -> columns.add(builder.build()));
        return new Table(rows.name(), columns, lines);
    }
}
