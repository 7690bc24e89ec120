package farebox.local.lambda;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Keeps log lines, and waits for those that have yet to come. */
final class CapturedLogLines implements Consumer<LogLine> {
    private static final long PATIENCE_NANOSECONDS = TimeUnit.SECONDS.toNanos(20);

    private final List<LogLine> lines = new ArrayList<>();

    @Override
    public synchronized void accept(LogLine line) {
        lines.add(line);
        notifyAll();
    }

    /** The first line of a function that fits, now or later. */
    synchronized String await(String function, Predicate<String> wanted) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + PATIENCE_NANOSECONDS;
        while (true) {
            for (LogLine line : lines) {
                if (line.function().equals(function) && wanted.test(line.text())) {
                    return line.text();
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new TimeoutException("no such line among " + lines);
            }
            wait(left);
        }
    }
}
