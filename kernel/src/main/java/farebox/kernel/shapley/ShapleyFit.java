package farebox.kernel.shapley;

import java.util.List;

/**
 * Weighted least squares of the values of coalitions on their members, with contributions that add up to a given total.
 * The constraint removes the last contribution; what is left is solved by Gaussian elimination.
 */
final class ShapleyFit {
    /** Keeps the system regular where coalitions were drawn and some column is rare. */
    private static final double RIDGE = 1e-9;

    private ShapleyFit() {}

    /** @param values by coalition, less the value of none */
    static double[] solve(List<Coalition> coalitions, double[] values, double total) {
        int columns = coalitions.getFirst().members().length;
        double[][] system = new double[columns - 1][columns];
        for (int i = 0; i < values.length; i++) {
            accumulate(system, coalitions.get(i), values[i], total);
        }
        for (int j = 0; j < columns - 1; j++) {
            system[j][j] += RIDGE;
        }
        eliminate(system);
        double[] contributions = new double[columns];
        double rest = total;
        for (int j = 0; j < columns - 1; j++) {
            contributions[j] = system[j][columns - 1];
            rest -= contributions[j];
        }
        contributions[columns - 1] = rest;
        return contributions;
    }

    /** Adds one equation to the normal equations; their right side is the last column. */
    private static void accumulate(double[][] system, Coalition coalition, double value, double total) {
        int last = system.length;
        double[] row = new double[last];
        int lastIsIn = coalition.members()[last] ? 1 : 0;
        for (int j = 0; j < last; j++) {
            row[j] = (coalition.members()[j] ? 1 : 0) - lastIsIn;
        }
        double right = value - lastIsIn * total;
        for (int j = 0; j < last; j++) {
            for (int k = 0; k < last; k++) {
                system[j][k] += coalition.weight() * row[j] * row[k];
            }
            system[j][last] += coalition.weight() * row[j] * right;
        }
    }

    /** The system is symmetric and positive definite, so its diagonal serves as pivots. */
    private static void eliminate(double[][] system) {
        for (int pivot = 0; pivot < system.length; pivot++) {
            double divisor = system[pivot][pivot];
            for (int k = 0; k < system[pivot].length; k++) {
                system[pivot][k] /= divisor;
            }
            for (int j = 0; j < system.length; j++) {
                double factor = system[j][pivot];
                for (int k = 0; j != pivot && k < system[j].length; k++) {
                    system[j][k] -= factor * system[pivot][k];
                }
            }
        }
    }
}
