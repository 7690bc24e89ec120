package farebox.monitoring.drift;

/**
 * How much one column has moved.
 *
 * @param column {@code input.} or {@code output.} and its name
 * @param stabilityIndex of its values, or of how many are missing if that has moved more
 * @param distance of Kolmogorov and Smirnov; 0 for categories
 * @param probability of such a difference by chance
 * @param drifted whether the difference is both large and no chance
 */
public record ColumnDrift(String column, double stabilityIndex, double distance, double probability, boolean drifted) {}
