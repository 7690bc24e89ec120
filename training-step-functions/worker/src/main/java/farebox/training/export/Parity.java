package farebox.training.export;

import farebox.training.data.Table;

/**
 * How far the graph is from the trainer on the same rows.
 *
 * @param largestDifference of a probability, or of a number relative to its size where that is more than 1
 */
public record Parity(int rows, double largestDifference) {
    /** A graph that is further away is not published. */
    public static final double TOLERANCE = 1e-4;

    public static Parity measure(FittedModel trained, ServedGraph served, Table table) {
        return compare(trained.predict(table), served.predict(table));
    }

    /** @param served in the order of {@code trained} */
    public static Parity compare(double[][] trained, double[][] served) {
        double largest = 0;
        for (int row = 0; row < trained.length; row++) {
            for (int i = 0; i < trained[row].length; i++) {
                double difference = Math.abs(trained[row][i] - served[row][i]) / Math.max(1, Math.abs(trained[row][i]));
                largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
            }
        }
        return new Parity(trained.length, largest);
    }

    /** Of the rows of both. */
    Parity and(Parity other) {
        return new Parity(rows + other.rows, Math.max(largestDifference, other.largestDifference));
    }

    public boolean holds() {
        return largestDifference <= TOLERANCE;
    }
}
