package farebox.training.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stops when another signal does, or once a time is used up. */
public final class Deadline implements StopSignal {
    /** The share of the time that a search may use; the rest is for the final model. */
    private static final double SEARCH_SHARE = 0.7;

    private final StopSignal other;
    private final InstantSource clock;
    private final Instant end;

    /** @param time from now on */
    public Deadline(StopSignal other, InstantSource clock, Duration time) {
        this.other = other;
        this.clock = clock;
        this.end = clock.instant().plus(time);
    }

    /**
     * The end of a search over candidates.
     *
     * @param time of the search and the training after it
     */
    public static Deadline ofSearch(StopSignal other, InstantSource clock, Duration time) {
        return new Deadline(other, clock, Duration.ofNanos((long) (time.toNanos() * SEARCH_SHARE)));
    }

    @Override
    public boolean stopRequested() {
        return other.stopRequested() || outOfTime();
    }

    @Override
    public boolean outOfTime() {
        return !clock.instant().isBefore(end);
    }
}
