package farebox.training.progress;

import java.util.List;

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

    /**
     * The data were read and their columns typed.
     *
     * @param data the file or folder
     * @param rows of it, or images or texts
     */
    record SchemaRead(String data, int rows, List<SchemaColumn> columns) implements ProgressEvent {
        public SchemaRead {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Something that the user should know of a training that goes on.
     *
     * @param field of the spec that it is about
     */
    record NoteAdded(String field, String note) implements ProgressEvent {}

    /** A metric of the finished model on held-out rows. */
    record MetricMeasured(String metric, double value) implements ProgressEvent {}
}
