package farebox.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a function that cannot start from being started over and over. The first start that dies without a word is
 * tried again at once, as Lambda does; whatever else fails doubles the pause.
 */
final class RestartPause {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final int DOUBLINGS = 7;

    private int failures;
    private Instant until = Instant.MIN;

    /** Null while nothing failed since the last success. */
    private Readiness.@Nullable Failed last;

    void succeeded() {
        failures = 0;
        until = Instant.MIN;
        last = null;
    }

    /** @param silent it died, but did not say why */
    void failed(Readiness.Failed failure, boolean silent, Instant now) {
        failures++;
        last = failure;
        if (failures > 1 || !silent) {
            until = now.plus(FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS)));
        }
    }

    boolean holds(Instant now) {
        return now.isBefore(until);
    }

    Instant until() {
        return until;
    }

    /** Why the last start failed, if none succeeded since. */
    Optional<Readiness.Failed> failure() {
        return Optional.ofNullable(last);
    }
}
