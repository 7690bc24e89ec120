package farebox.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a function that cannot start from being started over and over: each failure in a row doubles the pause. The
 * first start that dies without a word is tried again at once, as Lambda does. Callers are told at once what the
 * runtime reports, wait through a few silent deaths, and through any number that someone else brought about.
 */
final class RestartBackoff {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final int DOUBLINGS = 7;
    private static final int MAX_SILENT_EXITS = 4;

    /** How a child ended before it had started. */
    enum Death {
        /** The runtime reported why. */
        EXPLAINED,
        /** It exited without a report. */
        SILENT,
        /** SIGKILL, which no process sends to itself. */
        KILLED
    }

    private int failures;
    private boolean hopeless;
    private Instant until = Instant.MIN;

    /** Null while nothing failed since the last success. */
    private Readiness.@Nullable Failed last;

    void succeeded() {
        failures = 0;
        hopeless = false;
        until = Instant.MIN;
        last = null;
    }

    void failed(Readiness.Failed failure, Death death, Instant now) {
        failures++;
        last = failure;
        switch (death) {
            case EXPLAINED -> hold(now, failures - 1, true);
            case SILENT -> hold(now, failures - 1, failures > MAX_SILENT_EXITS);
            case KILLED -> hold(now, 0, false);
        }
        if (failures == 1 && death != Death.EXPLAINED) {
            until = now;
        }
    }

    boolean holds(Instant now) {
        return now.isBefore(until);
    }

    /** Whether callers had better be told than wait for the next try. */
    boolean isHopeless(Instant now) {
        return hopeless && holds(now);
    }

    Instant until() {
        return until;
    }

    /** Why the last start failed, if none succeeded since. */
    Optional<Readiness.Failed> failure() {
        return Optional.ofNullable(last);
    }

    private void hold(Instant now, int doublings, boolean withoutHope) {
        until = now.plus(FIRST.multipliedBy(1L << Math.min(doublings, DOUBLINGS)));
        hopeless = withoutHope;
    }
}
