package farebox.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The instant after which nobody waits for the answer any more. */
public record Deadline(Instant at) {
    public static Deadline after(Duration wait, InstantSource clock) {
        return new Deadline(clock.instant().plus(wait));
    }

    /** What is left; zero once it has passed. */
    public Duration remaining(InstantSource clock) {
        Duration left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public boolean allows(Duration work, InstantSource clock) {
        return remaining(clock).compareTo(work) >= 0;
    }
}
