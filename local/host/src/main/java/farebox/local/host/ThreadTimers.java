package farebox.local.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers on one daemon thread that hands due work to virtual threads. */
public final class ThreadTimers implements Timers, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ThreadTimers.class);

    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("local-timers").daemon().factory());

    public ThreadTimers(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void at(Instant due, Runnable work) {
        Duration delay = Duration.between(clock.instant(), due);
        var _ = timer.schedule(() -> start(work), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static void start(Runnable work) {
        Thread.ofVirtual().uncaughtExceptionHandler(ThreadTimers::log).start(work);
    }

    private static void log(Thread thread, Throwable failure) {
        log.atError().setCause(failure).addKeyValue("thread", thread.getName()).log("timer_failed");
    }
}
