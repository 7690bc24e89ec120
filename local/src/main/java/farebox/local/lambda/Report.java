package farebox.local.lambda;

import java.time.Duration;
import java.util.Locale;

/**
 * The platform's own log lines, letter by letter as Lambda writes them in text format.
 *
 * @param initialization the start of the environment, billed since August 2025; zero but for the first invocation
 * @param peakMebibytes 0 if not known
 * @param status what follows the sizes if the invocation did not end well
 */
record Report(
        String requestId,
        Duration duration,
        Duration initialization,
        int memoryMebibytes,
        long peakMebibytes,
        String status) {
    static String start(String requestId) {
        return "START RequestId: " + requestId + " Version: $LATEST";
    }

    static String end(String requestId) {
        return "END RequestId: " + requestId;
    }

    String line() {
        StringBuilder line = new StringBuilder("REPORT RequestId: " + requestId);
        line.append("\tDuration: ").append(milliseconds(duration));
        line.append("\tBilled Duration: ").append(billedMilliseconds()).append(" ms");
        line.append("\tMemory Size: ").append(memoryMebibytes).append(" MB");
        if (peakMebibytes > 0) {
            line.append("\tMax Memory Used: ").append(peakMebibytes).append(" MB");
        }
        if (!initialization.isZero()) {
            line.append("\tInit Duration: ").append(milliseconds(initialization));
        }
        line.append('\t');
        return status.isEmpty() ? line.toString() : line.append(status).toString();
    }

    private long billedMilliseconds() {
        Duration billed = duration.plus(initialization);
        return Math.ceilDiv(billed.toNanos(), 1_000_000L);
    }

    private static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
    }
}
