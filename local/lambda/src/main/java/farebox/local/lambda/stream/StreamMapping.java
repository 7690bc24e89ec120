package farebox.local.lambda.stream;

import java.time.Duration;

/**
 * How records become events.
 *
 * @param batchSize the maximum number of records in an event
 * @param batchingWindow how long records are gathered until there are as many; zero for not at all
 * @param window length of the tumbling window; zero for none
 * @param reportsItemFailures whether a response may name the record that failed (ReportBatchItemFailures)
 */
public record StreamMapping(int batchSize, Duration batchingWindow, Duration window, boolean reportsItemFailures) {
    public StreamMapping {
        if (batchSize < 1 || batchingWindow.isNegative() || window.isNegative()) {
            throw new IllegalArgumentException("a batch has at least one record, and windows are not negative");
        }
    }

    boolean hasWindows() {
        return !window.isZero();
    }
}
