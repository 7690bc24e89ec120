package farebox.metering.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Time, chance, and what is due when. */
final class SimulatedTime implements InstantSource {
    private static final long BEGIN = Instant.parse("2026-08-01T09:00:00Z").toEpochMilli();

    /** Enough to interleave any few attempts, and far from the end of the stack. */
    private static final int MAX_DEPTH = 24;

    private final SplittableRandom chance;
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private long now = BEGIN;
    private long planned;
    private int depth;

    SimulatedTime(long seed) {
        this.chance = new SplittableRandom(seed);
    }

    SplittableRandom chance() {
        return chance;
    }

    @Override
    public long millis() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    void after(long millis, Runnable what) {
        queue.add(new Due(now + millis, planned++, what));
    }

    /** Somebody waits; the others go on. It may be later than wished when they are done, as for any process. */
    void pass(long millis) {
        long until = now + millis;
        if (depth < MAX_DEPTH) {
            depth++;
            try {
                runUntil(until);
            } finally {
                depth--;
            }
        }
        now = Math.max(now, until);
    }

    void runToTheEnd() {
        runUntil(Long.MAX_VALUE);
    }

    /** One in so many. */
    boolean oneIn(int many) {
        return chance.nextInt(many) == 0;
    }

    private void runUntil(long until) {
        for (Due next = queue.peek(); next != null && next.at <= until; next = queue.peek()) {
            queue.remove();
            now = Math.max(now, next.at);
            next.what.run();
        }
    }

    private record Due(long at, long order, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
