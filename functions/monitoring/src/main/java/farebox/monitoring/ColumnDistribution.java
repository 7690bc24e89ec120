package farebox.monitoring;

/** How the values of one column are distributed. Not for several threads at once. */
public sealed interface ColumnDistribution permits NumberDistribution, CategoryDistribution {
    /** How many rows had a value. */
    long count();

    /** How many rows had none. */
    long missing();

    default long rows() {
        return count() + missing();
    }
}
