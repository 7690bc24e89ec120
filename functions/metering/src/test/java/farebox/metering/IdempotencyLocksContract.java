package farebox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyLocks} keeps. */
public abstract class IdempotencyLocksContract {
    private static final Instant NOW = Samples.NOW;
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Empty, and new for each test. */
    protected abstract IdempotencyLocks claims();

    @Test
    void take_aFreeOneIsTaken() {
        assertThat(claims().take(claim(1, NOW), NOW, Samples.DEADLINE)).isEmpty();
    }

    @Test
    void take_aLiveOneStandsInTheWay() {
        IdempotencyLocks idempotencyLocks = claims();
        IdempotencyLock first = claim(1, NOW);
        idempotencyLocks.take(first, NOW, Samples.DEADLINE);

        assertThat(idempotencyLocks.take(claim(2, NOW), NOW.plus(LEASE), Samples.DEADLINE))
                .contains(first);
    }

    @Test
    void take_theSameAgainMeetsItself() {
        IdempotencyLocks idempotencyLocks = claims();
        IdempotencyLock idempotencyLock = claim(1, NOW);
        idempotencyLocks.take(idempotencyLock, NOW, Samples.DEADLINE);

        assertThat(idempotencyLocks.take(idempotencyLock, NOW, Samples.DEADLINE))
                .contains(idempotencyLock);
    }

    @Test
    void take_aDeadOneIsTakenOver() {
        IdempotencyLocks idempotencyLocks = claims();
        idempotencyLocks.take(claim(1, NOW), NOW, Samples.DEADLINE);
        Instant afterwards = NOW.plus(LEASE).plus(1, ChronoUnit.MILLIS);

        assertThat(idempotencyLocks.take(claim(2, afterwards), afterwards, Samples.DEADLINE))
                .isEmpty();
        assertThat(idempotencyLocks.take(claim(3, afterwards), afterwards, Samples.DEADLINE))
                .contains(claim(2, afterwards));
    }

    @Test
    void release_freesWhatWasTaken() {
        IdempotencyLocks idempotencyLocks = claims();
        idempotencyLocks.take(claim(1, NOW), NOW, Samples.DEADLINE);

        idempotencyLocks.release(claim(1, NOW), Samples.DEADLINE);

        assertThat(idempotencyLocks.take(claim(2, NOW), NOW, Samples.DEADLINE)).isEmpty();
    }

    @Test
    void release_leavesTheClaimOfAnotherAttempt() {
        IdempotencyLocks idempotencyLocks = claims();
        IdempotencyLock standing = claim(1, NOW);
        idempotencyLocks.take(standing, NOW, Samples.DEADLINE);

        idempotencyLocks.release(claim(2, NOW), Samples.DEADLINE);

        assertThat(idempotencyLocks.take(claim(3, NOW), NOW, Samples.DEADLINE)).contains(standing);
    }

    @Test
    void release_ofNothingDoesNothing() {
        IdempotencyLocks idempotencyLocks = claims();

        idempotencyLocks.release(claim(1, NOW), Samples.DEADLINE);

        assertThat(idempotencyLocks.take(claim(2, NOW), NOW, Samples.DEADLINE)).isEmpty();
    }

    private static IdempotencyLock claim(int attempt, Instant now) {
        return new IdempotencyLock(
                Samples.eventId("r1"),
                Samples.attempt(attempt),
                Samples.BODY,
                now.plus(LEASE).truncatedTo(ChronoUnit.MILLIS));
    }
}
