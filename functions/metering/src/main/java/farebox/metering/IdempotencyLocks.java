package farebox.metering;

import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.Optional;

/** Who is at work on which call that has an idempotency key. */
public interface IdempotencyLocks {
    /**
     * Takes the claim unless a live one stands in the way.
     *
     * @return the live claim that stood there, which is this very one if an earlier try of the same write was
     *     acknowledged to nobody; empty if the claim was taken now
     * @throws Unavailable if it is not known whether the claim was taken
     */
    Optional<IdempotencyLock> take(IdempotencyLock idempotencyLock, Instant now, Deadline deadline);

    /**
     * Gives back a claim; does nothing if another attempt holds it by now.
     *
     * @throws Unavailable if it is not known whether the claim was given back
     */
    void release(IdempotencyLock idempotencyLock, Deadline deadline);
}
