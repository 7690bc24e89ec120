package farebox.training.tabular;

import java.util.List;

/** Rows of numbers most of which are zero. */
public final class SparseMatrix implements DesignMatrix {
    private final int columns;
    private final List<Row> rows;

    /** @param columns of each row, those that are zero included */
    public SparseMatrix(int columns, List<Row> rows) {
        this.columns = columns;
        this.rows = List.copyOf(rows);
    }

    /**
     * The numbers of a row that are not zero.
     *
     * @param columns of the values, each at most once
     */
    public record Row(int[] columns, float[] values) {
        public Row {
            if (columns.length != values.length) {
                throw new IllegalArgumentException(columns.length + " columns with " + values.length + " values");
            }
        }
    }

    @Override
    public int rows() {
        return rows.size();
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public double dot(int row, double[] weights, int offset) {
        Row numbers = rows.get(row);
        double sum = 0;
        for (int i = 0; i < numbers.columns.length; i++) {
            sum += weights[offset + numbers.columns[i]] * numbers.values[i];
        }
        return sum;
    }

    @Override
    public void addTo(double[] sums, int offset, double factor, int row) {
        Row numbers = rows.get(row);
        for (int i = 0; i < numbers.columns.length; i++) {
            sums[offset + numbers.columns[i]] += factor * numbers.values[i];
        }
    }
}
