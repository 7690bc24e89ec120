package farebox.local.lambda;

import farebox.local.lambda.FunctionDefinition.Start;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * The platform's own log lines, letter by letter as Lambda writes them in text format.
 *
 * @param initialization the start of the environment, or its restoration; zero but for the first invocation
 * @param peakMebibytes 0 if not known
 * @param status what follows the sizes if the invocation did not end well
 */
record Report(
        String requestId,
        Duration duration,
        Start start,
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
            line.append(beginning());
        }
        line.append('\t');
        return status.isEmpty() ? line.toString() : line.append(status).toString();
    }

    /** Initialization on demand is billed with the call since August 2025; a restoration is billed by itself. */
    private long billedMilliseconds() {
        return switch (start) {
            case ON_DEMAND -> wholeMilliseconds(duration.plus(initialization));
            case SNAP_START -> wholeMilliseconds(duration);
        };
    }

    private String beginning() {
        String took = milliseconds(initialization);
        return switch (start) {
            case ON_DEMAND -> "\tInit Duration: " + took;
            case SNAP_START ->
                "\tRestore Duration: " + took + "\tBilled Restore Duration: " + wholeMilliseconds(initialization)
                        + " ms";
        };
    }

    private static long wholeMilliseconds(Duration duration) {
        return Math.ceilDiv(duration.toNanos(), 1_000_000L);
    }

    private static String milliseconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 6).setScale(2, RoundingMode.HALF_UP) + " ms";
    }
}
