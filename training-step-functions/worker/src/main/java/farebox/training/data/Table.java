package farebox.training.data;

import java.util.List;
import java.util.Optional;

/**
 * Columns of equal length.
 *
 * @param file what messages call the data
 * @param lines the line that each row began on
 */
public record Table(String file, List<Column> columns, long[] lines) {
    public Table {
        columns = List.copyOf(columns);
    }

    public int rows() {
        return lines.length;
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    public Optional<Column> find(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The column of this name, which must be there. */
    public Column column(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(file + " has no column " + name));
    }

    /** The rows of these indexes, in their order. */
    public Table select(int[] rows) {
        long[] chosen = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = lines[rows[i]];
        }
        return new Table(
                file, columns.stream().map(column -> column.select(rows)).toList(), chosen);
    }
}
