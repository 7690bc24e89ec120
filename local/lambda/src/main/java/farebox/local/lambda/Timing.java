package farebox.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The clock, and what is to happen later. */
record Timing(InstantSource clock, ScheduledExecutorService timers) {
    Instant now() {
        return clock.instant();
    }

    Future<?> after(Duration delay, Runnable task) {
        return timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
