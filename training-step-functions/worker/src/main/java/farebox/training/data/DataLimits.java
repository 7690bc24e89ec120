package farebox.training.data;

/**
 * What a worker's memory allows.
 *
 * @param maxValues cells of a table
 * @param maxTexts distinct texts of one column
 */
public record DataLimits(long maxValues, int maxTexts) {
    /** A cell takes 4 bytes, and lies in memory about eight times while folds are trained side by side. */
    private static final int BYTES_PER_VALUE = 32;

    private static final int MAX_TEXTS = 200_000;

    /** The limits of a Java heap of this size. */
    public static DataLimits ofHeap(long bytes) {
        return new DataLimits(bytes / BYTES_PER_VALUE, MAX_TEXTS);
    }
}
