package farebox.local.lambda.stream;

import java.time.Duration;

/**
 * How records become events.
 *
 * @param batchSize the most records in an event
 * @param window length of the tumbling window; zero for none
 * @param reportsItemFailures whether an answer may name the record that failed (ReportBatchItemFailures)
 */
public record StreamMapping(int batchSize, Duration window, boolean reportsItemFailures) {
    public StreamMapping {
        if (batchSize < 1 || window.isNegative()) {
            throw new IllegalArgumentException("a batch has records, and a window does not end before it begins");
        }
    }

    boolean hasWindows() {
        return !window.isZero();
    }
}
