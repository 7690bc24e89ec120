package farebox.training.tabular.linear;

import farebox.training.progress.StopSignal;
import farebox.training.tabular.DesignMatrix;

/**
 * Fits class probabilities that are the softmax of weighted sums.
 *
 * @param penalty of half the squared weights, in units of one example's loss
 * @param iterations at most
 */
public record SoftmaxRegression(double penalty, int iterations) {
    private static final double TOLERANCE = 1e-6;

    /**
     * Fits until the minimum is found or a stop is requested.
     *
     * @param labels the class of each row, below the number of classes
     */
    public SoftmaxModel fit(DesignMatrix rows, int[] labels, int classes, StopSignal stop) {
        SoftmaxLoss loss = new SoftmaxLoss(rows, labels, classes, penalty);
        return loss.model(Lbfgs.minimise(loss, new double[loss.parameters()], iterations, TOLERANCE, stop));
    }
}
