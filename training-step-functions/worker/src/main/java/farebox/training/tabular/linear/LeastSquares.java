package farebox.training.tabular.linear;

import farebox.training.tabular.Examples;
import farebox.training.tabular.Matrix;

/**
 * Least squares with a penalty on the weights: {@code (X'X + penalty I) w = X'y} on centred data, solved by a Cholesky
 * factorisation (Golub and Van Loan, Matrix Computations, 4.2). The intercept is not penalised.
 */
final class LeastSquares {
    private final Examples examples;
    private final int columns;
    private final double[] means;
    private final double targetMean;

    private LeastSquares(Examples examples) {
        this.examples = examples;
        this.columns = examples.rows().columns();
        this.means = means(examples.rows());
        double sum = 0;
        for (double target : examples.targets()) {
            sum += target;
        }
        this.targetMean = sum / examples.size();
    }

    /** @param penalty greater than 0, which keeps the system regular where columns depend on each other */
    static LinearModel fit(Examples examples, double penalty) {
        return new LeastSquares(examples).solve(penalty);
    }

    private LinearModel solve(double penalty) {
        double[][] gram = new double[columns][columns];
        double[] moment = new double[columns];
        double[] centred = new double[columns];
        for (int row = 0; row < examples.size(); row++) {
            for (int j = 0; j < columns; j++) {
                centred[j] = examples.rows().at(row, j) - means[j];
            }
            accumulate(gram, moment, centred, examples.targets()[row] - targetMean);
        }
        for (int j = 0; j < columns; j++) {
            gram[j][j] += penalty;
        }
        double[] weights = substitute(factorise(gram), moment);
        double intercept = targetMean;
        for (int j = 0; j < columns; j++) {
            intercept -= weights[j] * means[j];
        }
        return new LinearModel(new double[][] {weights}, new double[] {intercept});
    }

    private static void accumulate(double[][] gram, double[] moment, double[] row, double target) {
        for (int i = 0; i < row.length; i++) {
            moment[i] += row[i] * target;
            for (int j = 0; j <= i; j++) {
                gram[i][j] += row[i] * row[j];
            }
        }
    }

    /** The lower triangle L of {@code A = LL'}, in place. */
    private static double[][] factorise(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                a[i][j] = i == j ? Math.sqrt(Math.max(sum, Double.MIN_NORMAL)) : sum / a[j][j];
            }
        }
        return a;
    }

    /** Solves {@code LL'x = b}. */
    private static double[] substitute(double[][] lower, double[] b) {
        double[] x = b.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= lower[i][k] * x[k];
            }
            x[i] /= lower[i][i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < x.length; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }

    private static double[] means(Matrix rows) {
        double[] means = new double[rows.columns()];
        for (int row = 0; row < rows.rows(); row++) {
            for (int j = 0; j < means.length; j++) {
                means[j] += rows.at(row, j) / rows.rows();
            }
        }
        return means;
    }
}
