package farebox.metering.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.metering.Samples;
import farebox.metering.idempotency.IdempotencyLocks.IdempotencyLock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** The contract of {@link IdempotencyLocks}. */
public abstract class IdempotencyLocksContract {
    private static final Instant NOW = Samples.NOW;
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Empty, and new for each test. */
    protected abstract IdempotencyLocks locks();

    @Test
    void acquire_aFreeLockIsAcquired() {
        assertThat(locks().acquire(lock(1, NOW), NOW, Samples.DEADLINE)).isEmpty();
    }

    @Test
    void acquire_aHeldLockIsReturned() {
        IdempotencyLocks locks = locks();
        IdempotencyLock first = lock(1, NOW);
        locks.acquire(first, NOW, Samples.DEADLINE);

        assertThat(locks.acquire(lock(2, NOW), NOW.plus(LEASE), Samples.DEADLINE))
                .contains(first);
    }

    @Test
    void acquire_theSameLockAgainReturnsItself() {
        IdempotencyLocks locks = locks();
        IdempotencyLock lock = lock(1, NOW);
        locks.acquire(lock, NOW, Samples.DEADLINE);

        assertThat(locks.acquire(lock, NOW, Samples.DEADLINE)).contains(lock);
    }

    @Test
    void acquire_anExpiredLockIsTakenOver() {
        IdempotencyLocks locks = locks();
        locks.acquire(lock(1, NOW), NOW, Samples.DEADLINE);
        Instant afterwards = NOW.plus(LEASE).plus(1, ChronoUnit.MILLIS);

        assertThat(locks.acquire(lock(2, afterwards), afterwards, Samples.DEADLINE))
                .isEmpty();
        assertThat(locks.acquire(lock(3, afterwards), afterwards, Samples.DEADLINE))
                .contains(lock(2, afterwards));
    }

    @Test
    void release_freesTheLock() {
        IdempotencyLocks locks = locks();
        locks.acquire(lock(1, NOW), NOW, Samples.DEADLINE);

        locks.release(lock(1, NOW), Samples.DEADLINE);

        assertThat(locks.acquire(lock(2, NOW), NOW, Samples.DEADLINE)).isEmpty();
    }

    @Test
    void release_leavesTheLockOfAnotherAttempt() {
        IdempotencyLocks locks = locks();
        IdempotencyLock held = lock(1, NOW);
        locks.acquire(held, NOW, Samples.DEADLINE);

        locks.release(lock(2, NOW), Samples.DEADLINE);

        assertThat(locks.acquire(lock(3, NOW), NOW, Samples.DEADLINE)).contains(held);
    }

    @Test
    void release_ofNothingDoesNothing() {
        IdempotencyLocks locks = locks();

        locks.release(lock(1, NOW), Samples.DEADLINE);

        assertThat(locks.acquire(lock(2, NOW), NOW, Samples.DEADLINE)).isEmpty();
    }

    private static IdempotencyLock lock(int attempt, Instant now) {
        return new IdempotencyLock(
                Samples.eventId("r1"),
                Samples.attempt(attempt),
                Samples.BODY,
                now.plus(LEASE).truncatedTo(ChronoUnit.MILLIS));
    }
}
