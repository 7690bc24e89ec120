package farebox.bench;

import farebox.access.ApiKey;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Requests of many callers in turn: so many a second, or fewer where some are not answered yet. */
final class CanaryTraffic {
    private static final int MAX_OPEN = 4;

    private final IrisCalls models;
    private final List<ApiKey> callers;
    private final Duration between;

    CanaryTraffic(IrisCalls models, List<ApiKey> callers, Duration between) {
        this.models = models;
        this.callers = callers;
        this.between = between;
    }

    /**
     * One request.
     *
     * @param nanos when it was answered, since the traffic began
     * @param caller its number
     * @param answer to it
     * @param time from the request to the answer
     */
    record Call(long nanos, int caller, IrisCalls.Answer answer, Duration time) {}

    /**
     * What came of the requests of that time, in the order of the answers.
     *
     * @param busy threads that keep processors busy meanwhile
     */
    List<Call> run(Duration time, int busy) throws InterruptedException {
        Queue<Call> calls = new ConcurrentLinkedQueue<>();
        long began = System.nanoTime();
        long end = began + time.toNanos();
        IntStream.range(0, busy).forEach(_ -> Thread.ofPlatform().daemon().start(() -> spinUntil(end)));
        AtomicLong next = new AtomicLong();
        Semaphore open = new Semaphore(MAX_OPEN);
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var ticks = clock.scheduleAtFixedRate(
                    () -> {
                        if (open.tryAcquire()) {
                            int caller = (int) (next.getAndIncrement() % callers.size());
                            Thread.ofVirtual().start(() -> {
                                calls.add(call(caller, began));
                                open.release();
                            });
                        }
                    },
                    0,
                    between.toNanos(),
                    TimeUnit.NANOSECONDS);
            Thread.sleep(time);
            ticks.cancel(false);
        }
        return List.copyOf(calls);
    }

    private Call call(int caller, long began) {
        long sent = System.nanoTime();
        IrisCalls.Answer answer = models.call(
                CanaryTraining.MODEL.name().value(), callers.get(caller).reveal());
        long now = System.nanoTime();
        return new Call(now - began, caller, answer, Duration.ofNanos(now - sent));
    }

    private static void spinUntil(long end) {
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
