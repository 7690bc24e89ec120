package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** The way from a process to a store, as the SDK walks it: tries again while there is time. */
final class Wire {
    private static final int TRIES = 3;
    private static final int LATENCY_MILLIS = 8;
    private static final int TRY_TIMEOUT_MILLIS = 400;
    private static final int LATE_MILLIS = 90_000;
    private static final int FREEZE_MILLIS = 60_000;

    private static final int STORM_EVERY_MILLIS = 300_000;
    private static final int STORM_MILLIS = 5_000;

    private final World world;
    private final Map<Fate, Long> seen = new EnumMap<>(Fate.class);
    private Invocation current = new Invocation(Long.MAX_VALUE, none -> {});

    Wire(World world) {
        this.world = world;
    }

    /** Runs as that invocation; the one that ran before goes on afterwards. */
    <T> T as(Invocation invocation, Supplier<T> work) {
        Invocation outer = current;
        current = invocation;
        try {
            return work.get();
        } finally {
            current = outer;
        }
    }

    Invocation current() {
        return current;
    }

    /** How often each fate befell a request. */
    Map<Fate, Long> seen() {
        return seen;
    }

    /** @param perform what the store does, at one instant */
    <T> T call(Deadline deadline, Supplier<T> perform) {
        return call(deadline.at().toEpochMilli(), perform, TRIES);
    }

    <T> T callOnce(Deadline deadline, Supplier<T> perform) {
        return call(deadline.at().toEpochMilli(), perform, 1);
    }

    private <T> T call(long deadline, Supplier<T> perform, int tries) {
        for (int left = tries; left > 0; left--) {
            current.requireAlive();
            Fate fate = fate();
            if (fate == Fate.CRASH_BEFORE) {
                throw current.crash();
            }
            if (world.millis() >= deadline) {
                throw tooLate();
            }
            if (fate == Fate.FREEZE) {
                spend(world.chance().nextInt(FREEZE_MILLIS), Long.MAX_VALUE);
            }
            if (isUnheard(fate)) {
                unheard(fate, perform, deadline);
            } else {
                return heard(fate, perform, deadline, left == tries);
            }
        }
        throw tooLate();
    }

    private <T> T heard(Fate fate, Supplier<T> perform, long deadline, boolean first) {
        long there = latency();
        long back = latency();
        if (first && fate == Fate.FINE && world.millis() + there + back >= deadline) {
            current.beganTooLate();
        }
        spend(there, Long.MAX_VALUE);
        T result = perform.get();
        spend(back, deadline);
        if (fate == Fate.CRASH_AFTER) {
            throw current.crash();
        }
        if (world.millis() >= deadline) {
            throw tooLate();
        }
        return result;
    }

    /** No acknowledgement comes, whatever happened to the request. */
    private <T> void unheard(Fate fate, Supplier<T> perform, long deadline) {
        spend(latency(), Long.MAX_VALUE);
        if (fate == Fate.LOST_ACKNOWLEDGEMENT) {
            T _ = perform.get();
        }
        if (fate == Fate.LATE) {
            Invocation sender = current;
            world.after(world.chance().nextInt(LATE_MILLIS), () -> as(sender, perform));
        }
        spend(TRY_TIMEOUT_MILLIS, deadline);
    }

    /** Lets time pass, but no more than until the end, unless the others take longer. */
    void spend(long millis, long end) {
        long until = Math.min(world.millis() + millis, Math.max(end, world.millis()));
        current.waiting(world, until);
        world.pass(until - world.millis());
    }

    private Fate fate() {
        Fate fate = Fate.drawn(world.chance().nextInt(storm() ? Fate.OF_IN_A_STORM : Fate.OF));
        if (fate != Fate.FINE) {
            seen.merge(fate, 1L, Long::sum);
        }
        return fate;
    }

    /** Some seconds of every few minutes, when hardly anything goes well. */
    private boolean storm() {
        return world.millis() % STORM_EVERY_MILLIS < STORM_MILLIS;
    }

    private static boolean isUnheard(Fate fate) {
        return fate == Fate.LOST_REQUEST || fate == Fate.LOST_ACKNOWLEDGEMENT || fate == Fate.LATE;
    }

    private long latency() {
        return 1L + world.chance().nextInt(LATENCY_MILLIS);
    }

    private static Unavailable tooLate() {
        return new Unavailable("the store did not answer in time", Duration.ofSeconds(1));
    }
}
