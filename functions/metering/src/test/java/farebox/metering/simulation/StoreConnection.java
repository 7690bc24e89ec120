package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** The way from a process to a store, as the SDK walks it: tries again while there is time. */
final class StoreConnection {
    private static final int MAX_ATTEMPTS = 3;
    private static final int LATENCY_MILLIS = 8;
    private static final int TRY_TIMEOUT_MILLIS = 400;
    private static final int LATE_MILLIS = 90_000;
    private static final int FREEZE_MILLIS = 60_000;

    private static final int STORM_EVERY_MILLIS = 300_000;
    private static final int STORM_MILLIS = 5_000;

    private final SimulatedTime simulatedTime;
    private final Map<FaultDecision, Long> seen = new EnumMap<>(FaultDecision.class);
    private Invocation current = new Invocation(Long.MAX_VALUE, none -> {});

    StoreConnection(SimulatedTime simulatedTime) {
        this.simulatedTime = simulatedTime;
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
    Map<FaultDecision, Long> seen() {
        return seen;
    }

    /** @param perform what the store does, at one instant */
    <T> T call(Deadline deadline, Supplier<T> perform) {
        return call(deadline.at().toEpochMilli(), perform, MAX_ATTEMPTS);
    }

    <T> T callOnce(Deadline deadline, Supplier<T> perform) {
        return call(deadline.at().toEpochMilli(), perform, 1);
    }

    private <T> T call(long deadline, Supplier<T> perform, int tries) {
        for (int left = tries; left > 0; left--) {
            current.requireAlive();
            FaultDecision faultDecision = fate();
            if (faultDecision == FaultDecision.CRASH_BEFORE) {
                throw current.crash();
            }
            if (simulatedTime.millis() >= deadline) {
                throw tooLate();
            }
            if (faultDecision == FaultDecision.FREEZE) {
                spend(simulatedTime.chance().nextInt(FREEZE_MILLIS), Long.MAX_VALUE);
            }
            if (isUnheard(faultDecision)) {
                unheard(faultDecision, perform, deadline);
            } else {
                return heard(faultDecision, perform, deadline, left == tries);
            }
        }
        throw tooLate();
    }

    private <T> T heard(FaultDecision faultDecision, Supplier<T> perform, long deadline, boolean first) {
        long there = latency();
        long back = latency();
        if (first && faultDecision == FaultDecision.FINE && simulatedTime.millis() + there + back >= deadline) {
            current.beganTooLate();
        }
        spend(there, Long.MAX_VALUE);
        T result = perform.get();
        spend(back, deadline);
        if (faultDecision == FaultDecision.CRASH_AFTER) {
            throw current.crash();
        }
        if (simulatedTime.millis() >= deadline) {
            throw tooLate();
        }
        return result;
    }

    /** No acknowledgement comes, whatever happened to the request. */
    private <T> void unheard(FaultDecision faultDecision, Supplier<T> perform, long deadline) {
        spend(latency(), Long.MAX_VALUE);
        if (faultDecision == FaultDecision.LOST_ACKNOWLEDGEMENT) {
            T _ = perform.get();
        }
        if (faultDecision == FaultDecision.LATE) {
            Invocation sender = current;
            simulatedTime.after(simulatedTime.chance().nextInt(LATE_MILLIS), () -> as(sender, perform));
        }
        spend(TRY_TIMEOUT_MILLIS, deadline);
    }

    /** Lets time pass, but no more than until the end, unless the others take longer. */
    void spend(long millis, long end) {
        long until = Math.min(simulatedTime.millis() + millis, Math.max(end, simulatedTime.millis()));
        current.waiting(simulatedTime, until);
        simulatedTime.pass(until - simulatedTime.millis());
    }

    private FaultDecision fate() {
        FaultDecision faultDecision = FaultDecision.drawn(
                simulatedTime.chance().nextInt(storm() ? FaultDecision.OF_IN_A_STORM : FaultDecision.OF));
        if (faultDecision != FaultDecision.FINE) {
            seen.merge(faultDecision, 1L, Long::sum);
        }
        return faultDecision;
    }

    /** Some seconds of every few minutes, when hardly anything goes well. */
    private boolean storm() {
        return simulatedTime.millis() % STORM_EVERY_MILLIS < STORM_MILLIS;
    }

    private static boolean isUnheard(FaultDecision faultDecision) {
        return faultDecision == FaultDecision.LOST_REQUEST
                || faultDecision == FaultDecision.LOST_ACKNOWLEDGEMENT
                || faultDecision == FaultDecision.LATE;
    }

    private long latency() {
        return 1L + simulatedTime.chance().nextInt(LATENCY_MILLIS);
    }

    private static Unavailable tooLate() {
        return new Unavailable("the store did not answer in time", Duration.ofSeconds(1));
    }
}
