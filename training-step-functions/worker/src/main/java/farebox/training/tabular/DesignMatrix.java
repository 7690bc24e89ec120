package farebox.training.tabular;

/** Rows that a linear model takes weighted sums of. */
public interface DesignMatrix {
    int rows();

    int columns();

    /** The sum of a row's numbers, each times the weight of its column; the weights begin at the offset. */
    double dot(int row, double[] weights, int offset);

    /** Adds a row times the factor to sums for each column, which begin at the offset. */
    void addTo(double[] sums, int offset, double factor, int row);
}
