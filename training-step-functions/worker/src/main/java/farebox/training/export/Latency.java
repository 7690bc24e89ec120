package farebox.training.export;

import farebox.training.data.Table;
import java.time.Duration;
import java.util.Arrays;

/** How long the served graph takes for one row, on the machine that trained it. */
public record Latency(Duration median, Duration ninetyNinth) {
    private static final int WARM_UP = 50;
    private static final int RUNS = 200;

    public static Latency measure(ServedGraph graph, Table table) {
        Table row = table.select(new int[] {0});
        long[] nanoseconds = new long[RUNS];
        for (int run = -WARM_UP; run < RUNS; run++) {
            long start = System.nanoTime();
            graph.predict(row);
            if (run >= 0) {
                nanoseconds[run] = System.nanoTime() - start;
            }
        }
        return of(nanoseconds);
    }

    /** The percentiles of measured times. */
    public static Latency of(long[] nanoseconds) {
        long[] sorted = nanoseconds.clone();
        Arrays.sort(sorted);
        return new Latency(
                Duration.ofNanos(sorted[sorted.length / 2]), Duration.ofNanos(sorted[sorted.length * 99 / 100]));
    }
}
