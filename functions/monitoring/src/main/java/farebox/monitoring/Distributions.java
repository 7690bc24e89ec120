package farebox.monitoring;

import farebox.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The distributions of columns, by name. Of a table with very many, the first ones stand for all. Not for several
 * threads at once.
 */
public final class Distributions {
    private static final int MAX_COLUMNS = 100;
    private static final int DIGITS = 12;

    private final Map<String, ColumnDistribution> columns;

    public Distributions() {
        this(Map.of());
    }

    Distributions(Map<String, ColumnDistribution> columns) {
        this.columns = new TreeMap<>(columns);
    }

    /** @param value NaN where a row has none */
    public void addNumber(String column, double value) {
        if (of(column, new NumberDistribution()) instanceof NumberDistribution numbers) {
            numbers.add(value);
        }
    }

    /** A category that whoever may read the distributions may know, such as a label. */
    public void addCategory(String column, String category) {
        if (of(column, new CategoryDistribution()) instanceof CategoryDistribution categories) {
            categories.add(category);
        }
    }

    /**
     * A text that a caller sent, of which only a part of its digest is kept.
     *
     * @param text empty where a row has none
     */
    public void addText(String column, String text) {
        if (of(column, new CategoryDistribution()) instanceof CategoryDistribution categories) {
            if (text.isEmpty()) {
                categories.addMissing();
            } else {
                categories.add(digest(text));
            }
        }
    }

    /** A column that is of another kind in the other keeps what it has. */
    void merge(Distributions other) {
        other.columns.forEach((name, distribution) -> {
            switch (distribution) {
                case NumberDistribution numbers
                when of(name, new NumberDistribution()) instanceof NumberDistribution mine -> mine.merge(numbers);
                case CategoryDistribution categories
                when of(name, new CategoryDistribution()) instanceof CategoryDistribution mine ->
                    mine.merge(categories);
                case ColumnDistribution _ -> {}
            }
        });
    }

    public Map<String, ColumnDistribution> columns() {
        return Collections.unmodifiableMap(columns);
    }

    private ColumnDistribution of(String column, ColumnDistribution empty) {
        ColumnDistribution known = columns.get(column);
        if (known != null) {
            return known;
        }
        if (columns.size() < MAX_COLUMNS) {
            columns.put(column, empty);
        }
        return empty;
    }

    private static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS);
    }
}
