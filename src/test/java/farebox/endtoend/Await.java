package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The one place where these tests wait: what runs in other processes has clocks that no test can move. */
final class Await {
    private static final Duration STEP = Duration.ofMillis(100);

    private Await() {}

    /** Looks again and again until it sees what it should, or says what it last saw. */
    static <T> void settles(Supplier<T> look, T wanted, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        T seen = look.get();
        while (!seen.equals(wanted) && System.nanoTime() < end) {
            pass(STEP);
            seen = look.get();
        }
        assertThat(seen).isEqualTo(wanted);
    }

    static void pass(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
