package farebox.training.tabular.linear;

import farebox.training.tabular.Examples;

/**
 * The mean cross-entropy of softmax regression and a penalty on the weights, but not on the intercepts. A point holds,
 * class by class, the weights of the columns and then the intercept.
 */
final class SoftmaxLoss implements Lbfgs.Objective {
    private final Examples examples;
    private final int classes;
    private final int columns;
    private final double penalty;

    /** @param penalty of half the squared weights, in units of one example's loss: scikit-learn's 1 / C */
    SoftmaxLoss(Examples examples, double penalty) {
        this.examples = examples;
        this.classes = examples.task().outputs();
        this.columns = examples.rows().columns();
        this.penalty = penalty;
    }

    int parameters() {
        return classes * (columns + 1);
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        double loss = penalise(point, gradient);
        double[] scores = new double[classes];
        for (int row = 0; row < examples.size(); row++) {
            score(point, row, scores);
            double ownScore = scores[examples.label(row)];
            loss += Softmax.apply(scores) - ownScore;
            scores[examples.label(row)] -= 1;
            descend(gradient, row, scores);
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= examples.size();
        }
        return loss / examples.size();
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
            double sum = point[offset + columns];
            for (int j = 0; j < columns; j++) {
                sum += point[offset + j] * examples.rows().at(row, j);
            }
            scores[c] = sum;
        }
    }

    private void descend(double[] gradient, int row, double[] errors) {
        for (int c = 0; c < classes; c++) {
            int offset = c * (columns + 1);
            gradient[offset + columns] += errors[c];
            for (int j = 0; j < columns; j++) {
                gradient[offset + j] += errors[c] * examples.rows().at(row, j);
            }
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
