package farebox.training.neural;

/** Picks rows out of arrays that hold one row after the other. */
final class Rows {
    private Rows() {}

    static float[] select(float[] values, int width, int[] rows) {
        float[] selected = new float[rows.length * width];
        copy(values, selected, width, rows);
        return selected;
    }

    static long[] select(long[] values, int width, int[] rows) {
        long[] selected = new long[rows.length * width];
        copy(values, selected, width, rows);
        return selected;
    }

    @SuppressWarnings("SuspiciousSystemArraycopy") // Both are arrays of one type; the two callers say which.
    private static void copy(Object values, Object selected, int width, int[] rows) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, selected, i * width, width);
        }
    }
}
