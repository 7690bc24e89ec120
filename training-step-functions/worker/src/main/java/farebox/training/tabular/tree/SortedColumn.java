package farebox.training.tabular.tree;

import farebox.training.tabular.Matrix;
import java.util.Arrays;

/** The rows of a node in the order of one column, those where it is missing last. */
final class SortedColumn {
    private final float[] values;
    private final int[] rows;
    private final int present;

    private SortedColumn(float[] values, int[] rows, int present) {
        this.values = values;
        this.rows = rows;
        this.present = present;
    }

    static SortedColumn of(Matrix matrix, int column, int[] rows) {
        long[] keys = new long[rows.length];
        int present = 0;
        for (int i = 0; i < rows.length; i++) {
            float value = matrix.at(rows[i], column);
            keys[i] = (long) sortable(value) << 32 | rows[i];
            present += Float.isNaN(value) ? 0 : 1;
        }
        Arrays.sort(keys);
        int[] sorted = new int[rows.length];
        float[] values = new float[rows.length];
        for (int i = 0; i < keys.length; i++) {
            sorted[i] = (int) keys[i];
            values[i] = matrix.at(sorted[i], column);
        }
        return new SortedColumn(values, sorted, present);
    }

    /** An integer that orders as the float does, NaN last. Negative floats have their bits in the other order. */
    private static int sortable(float value) {
        int bits = Float.floatToIntBits(value + 0f);
        return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
    }

    int size() {
        return rows.length;
    }

    int present() {
        return present;
    }

    int missing() {
        return rows.length - present;
    }

    int row(int place) {
        return rows[place];
    }

    float value(int place) {
        return values[place];
    }

    /** A number from the value at a place up to, but not equal to, the next one. */
    float threshold(int place) {
        float middle = values[place] + (values[place + 1] - values[place]) / 2;
        return middle < values[place + 1] ? middle : values[place];
    }
}
