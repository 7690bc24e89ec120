package farebox.training.tabular.linear;

import farebox.training.tabular.DesignMatrix;

/**
 * The mean cross-entropy of softmax regression and a penalty on the weights, but not on the intercepts. A point holds,
 * class by class, the weights of the columns and then the intercept.
 */
final class SoftmaxLoss implements Lbfgs.Objective {
    private final DesignMatrix rows;
    private final int[] labels;
    private final int classes;
    private final int columns;
    private final double penalty;

    /** @param penalty of half the squared weights, in units of one example's loss: scikit-learn's 1 / C */
    SoftmaxLoss(DesignMatrix rows, int[] labels, int classes, double penalty) {
        this.rows = rows;
        this.labels = labels;
        this.classes = classes;
        this.columns = rows.columns();
        this.penalty = penalty;
    }

    int parameters() {
        return classes * (columns + 1);
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        double loss = penalise(point, gradient);
        double[] scores = new double[classes];
        for (int row = 0; row < labels.length; row++) {
            score(point, row, scores);
            double ownScore = scores[labels[row]];
            loss += Softmax.apply(scores) - ownScore;
            scores[labels[row]] -= 1;
            descend(gradient, row, scores);
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= labels.length;
        }
        return loss / labels.length;
    }

    private double penalise(double[] point, double[] gradient) {
        double loss = 0;
        for (int i = 0; i < point.length; i++) {
            boolean isIntercept = i % (columns + 1) == columns;
            gradient[i] = isIntercept ? 0 : penalty * point[i];
            loss += isIntercept ? 0 : penalty * point[i] * point[i] / 2;
        }
        return loss;
    }

    private void score(double[] point, int row, double[] scores) {
        for (int c = 0; c < classes; c++) {
            int offset = c * (columns + 1);
            scores[c] = point[offset + columns] + rows.dot(row, point, offset);
        }
    }

    private void descend(double[] gradient, int row, double[] errors) {
        for (int c = 0; c < classes; c++) {
            int offset = c * (columns + 1);
            gradient[offset + columns] += errors[c];
            rows.addTo(gradient, offset, errors[c], row);
        }
    }

    SoftmaxModel model(double[] point) {
        double[][] weights = new double[classes][columns];
        double[] intercepts = new double[classes];
        for (int c = 0; c < classes; c++) {
            System.arraycopy(point, c * (columns + 1), weights[c], 0, columns);
            intercepts[c] = point[c * (columns + 1) + columns];
        }
        return new SoftmaxModel(new LinearModel(weights, intercepts));
    }
}
