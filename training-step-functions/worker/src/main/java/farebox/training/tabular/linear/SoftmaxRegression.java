package farebox.training.tabular.linear;

import farebox.training.progress.ProgressEvent.NoteAdded;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.DesignMatrix;
import farebox.training.tabular.TrainingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Fits class probabilities that are the softmax of weighted sums.
 *
 * @param penalty of half the squared weights, in units of one example's loss
 * @param iterations at most
 */
public record SoftmaxRegression(double penalty, int iterations) {
    private static final double TOLERANCE = 1e-6;

    /**
     * Fits until the minimum is found or a stop is requested, which is noted where it is the time that is used up.
     *
     * @param labels the class of each row, below the number of classes
     */
    public SoftmaxModel fit(DesignMatrix rows, int[] labels, int classes, TrainingContext context) {
        SoftmaxLoss loss = new SoftmaxLoss(rows, labels, classes, penalty);
        AtomicBoolean stopped = new AtomicBoolean();
        StopSignal stop = () -> {
            stopped.set(context.stop().stopRequested());
            return stopped.get();
        };
        double[] point = Lbfgs.minimise(loss, new double[loss.parameters()], iterations, TOLERANCE, stop);
        if (stopped.get() && context.stop().outOfTime()) {
            context.progress()
                    .report(new NoteAdded(
                            "budget.seconds",
                            "the time was used up before the solver found the minimum; the model is the one so far"));
        }
        return loss.model(point);
    }
}
