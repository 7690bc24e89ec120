package farebox.metering.idempotency;

import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.Optional;

/** Locks on requests that have an idempotency key and are being processed. */
public interface IdempotencyLocks {
    /**
     * Acquires the lock unless another one is held that has not expired.
     *
     * @return the lock that is held, which is this very one if an earlier try of the same write succeeded without an
     *     acknowledgement; empty if the lock was acquired now
     * @throws Unavailable if it is not known whether the lock was acquired
     */
    Optional<IdempotencyLock> acquire(IdempotencyLock lock, Instant now, Deadline deadline);

    /**
     * Releases the lock; does nothing if another attempt holds it by now.
     *
     * @throws Unavailable if it is not known whether the lock was released
     */
    void release(IdempotencyLock lock, Deadline deadline);

    /**
     * Held while an attempt processes a request with an idempotency key, so that others need not. That a request is
     * billed once does not depend on it.
     *
     * @param expires after this the attempt is taken for dead; in whole milliseconds
     */
    record IdempotencyLock(EventId event, AttemptId attempt, Sha256 fingerprint, Instant expires) {}
}
