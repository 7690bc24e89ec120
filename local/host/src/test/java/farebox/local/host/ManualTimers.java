package farebox.local.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still until it is moved, and the timers that go off while it moves. */
public final class ManualTimers implements Timers, InstantSource {
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparing(Timer::number));
    private Instant now;
    private long count;

    public ManualTimers(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void at(Instant due, Runnable work) {
        timers.add(new Timer(due, count++, work));
    }

    /** Moves the clock, and runs what is due on the way, each at its own instant. */
    public void advance(Duration step) {
        Instant end = now.plus(step);
        while (!timers.isEmpty() && !timers.element().due().isAfter(end)) {
            Timer next = timers.remove();
            now = next.due().isAfter(now) ? next.due() : now;
            next.work().run();
        }
        now = end;
    }

    /** Forgets all timers, as the end of a process does. */
    public void clear() {
        timers.clear();
    }

    private record Timer(Instant due, long number, Runnable work) {}
}
