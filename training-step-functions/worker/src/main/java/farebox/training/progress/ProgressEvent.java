package farebox.training.progress;

/** One step of a training. */
public sealed interface ProgressEvent {
    /** A part of the training began, such as reading, search, fit, evaluation or export. */
    record PhaseStarted(String phase) implements ProgressEvent {}

    /**
     * One pass over the data ended.
     *
     * @param epoch counted from 1
     * @param loss mean training loss of the epoch
     * @param score of the metric on rows held out from training
     */
    record EpochFinished(int epoch, int epochs, double loss, String metric, double score) implements ProgressEvent {}

    /**
     * One candidate of a search was scored.
     *
     * @param trial counted from 1 in the order in which trials end
     * @param score mean of the choosing metric over folds
     */
    record TrialFinished(int trial, int trials, String candidate, String metric, double score)
            implements ProgressEvent {}

    /** A metric of the finished model on held-out rows. */
    record MetricMeasured(String metric, double value) implements ProgressEvent {}
}
