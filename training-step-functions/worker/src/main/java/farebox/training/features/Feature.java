package farebox.training.features;

import farebox.training.data.Column.Categories;
import farebox.training.data.Column.Numbers;
import farebox.training.data.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one column of a table becomes in a row of numbers. */
public sealed interface Feature {
    /** The column, and the name of the graph's input that takes it. */
    String column();

    /** Numbers of a row that it fills. */
    int width();

    /**
     * Writes the column's part of every row.
     *
     * @param rows numbers row by row
     * @param stride numbers of one row
     * @param offset where the part begins in a row
     */
    void write(Table table, float[] rows, int stride, int offset);

    /**
     * A number: {@code (x - shift) * scale}, with {@code missing} standing for a missing one unless it is NaN. The
     * graph computes the same in the same precision, so that both agree to the last bit.
     */
    record Scaled(String column, float missing, float shift, float scale) implements Feature {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public void write(Table table, float[] rows, int stride, int offset) {
            float[] values = ((Numbers) table.column(column)).values();
            for (int row = 0; row < values.length; row++) {
                float value = Float.isNaN(values[row]) ? missing : values[row];
                rows[row * stride + offset] = (value - shift) * scale;
            }
        }
    }

    /** Indicators: 1 for the category that the row has, 0 for the others; all 0 for a missing or another category. */
    record Indicators(String column, List<String> categories) implements Feature {
        public Indicators {
            categories = List.copyOf(categories);
        }

        @Override
        public int width() {
            return categories.size();
        }

        @Override
        public void write(Table table, float[] rows, int stride, int offset) {
            Categories texts = (Categories) table.column(column);
            Map<String, Integer> places = new HashMap<>();
            categories.forEach(category -> places.put(category, places.size()));
            for (int row = 0; row < texts.rows(); row++) {
                Integer place = places.get(texts.text(row));
                if (place != null) {
                    rows[row * stride + offset + place] = 1;
                }
            }
        }
    }
}
