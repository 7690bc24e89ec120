package farebox.training.tabular;

import java.util.Arrays;

/**
 * Rows of numbers, row by row. They have single precision because the exported graph computes in it: a trainer that saw
 * more digits could place a tree's threshold where the graph cannot follow. A missing number is NaN.
 */
public final class Matrix implements DesignMatrix {
    private final int columns;
    private final float[] values;

    private Matrix(int columns, float[] values) {
        this.columns = columns;
        this.values = values;
    }

    /** @param values {@code rows * columns} numbers, row by row; the caller gives the array away */
    public static Matrix of(int columns, float[] values) {
        if (columns <= 0 || values.length % columns != 0) {
            throw new IllegalArgumentException(values.length + " values do not fill rows of " + columns);
        }
        return new Matrix(columns, values);
    }

    /** @param rows of one length each, at least one */
    public static Matrix ofRows(float[][] rows) {
        int columns = rows[0].length;
        float[] values = new float[rows.length * columns];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, values, row * columns, columns);
        }
        return of(columns, values);
    }

    @Override
    public int rows() {
        return values.length / columns;
    }

    @Override
    public int columns() {
        return columns;
    }

    public float at(int row, int column) {
        return values[row * columns + column];
    }

    @Override
    public double dot(int row, double[] weights, int offset) {
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            sum += weights[offset + j] * at(row, j);
        }
        return sum;
    }

    @Override
    public void addTo(double[] sums, int offset, double factor, int row) {
        for (int j = 0; j < columns; j++) {
            sums[offset + j] += factor * at(row, j);
        }
    }

    /** A copy of one row. */
    public float[] row(int row) {
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }

    /** A copy of all numbers, row by row. */
    public float[] toArray() {
        return values.clone();
    }

    /** The rows of these indexes, in their order. */
    public Matrix select(int[] rows) {
        float[] chosen = new float[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * columns, chosen, i * columns, columns);
        }
        return new Matrix(columns, chosen);
    }

    /** The same rows with one column taken from the rows of these indexes. */
    public Matrix permuteColumn(int column, int[] rows) {
        float[] changed = values.clone();
        for (int i = 0; i < rows.length; i++) {
            changed[i * columns + column] = at(rows[i], column);
        }
        return new Matrix(columns, changed);
    }
}
