package farebox.training.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stops when another signal does, or once a time is used up. */
public final class Deadline implements StopSignal {
    private final StopSignal other;
    private final InstantSource clock;
    private final Instant end;

    /** @param time from now on */
    public Deadline(StopSignal other, InstantSource clock, Duration time) {
        this.other = other;
        this.clock = clock;
        this.end = clock.instant().plus(time);
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
