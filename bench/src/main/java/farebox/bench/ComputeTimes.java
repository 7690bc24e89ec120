package farebox.bench;

import farebox.bench.IrisCalls.Answer;
import java.util.Locale;

/**
 * The mean compute time of two models or versions. A response has it in whole milliseconds, so it is a mean of many.
 *
 * @param first in milliseconds
 * @param second in milliseconds
 */
record ComputeTimes(double first, double second) {
    private static final int WARM_UP = 10;
    private static final int CALLS = 100;

    /** Calls both in turn: whatever slows the machine for a while slows both. */
    static ComputeTimes measure(IrisCalls calls, String key, String first, String second) {
        long firsts = 0;
        long seconds = 0;
        for (int call = -WARM_UP; call < CALLS; call++) {
            long one = millis(calls.call(first, key));
            long other = millis(calls.call(second, key));
            firsts += call < 0 ? 0 : one;
            seconds += call < 0 ? 0 : other;
        }
        return new ComputeTimes((double) firsts / CALLS, (double) seconds / CALLS);
    }

    private static long millis(Answer answer) {
        if (!answer.succeeded()) {
            throw new IllegalStateException("a call was answered with status " + answer.status());
        }
        return answer.computeMillis();
    }

    /** The second over the first. */
    double ratio() {
        return second / first;
    }

    /** As {@code 4.00 ms and 6.20 ms, 1.55 times as long}. */
    String words() {
        return String.format(Locale.ROOT, "%.2f ms and %.2f ms, %.2f times as long", first, second, ratio());
    }
}
