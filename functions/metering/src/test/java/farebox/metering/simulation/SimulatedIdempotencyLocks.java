package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.metering.IdempotencyLock;
import farebox.metering.IdempotencyLocks;
import farebox.metering.memory.InMemoryIdempotencyLocks;
import java.time.Instant;
import java.util.Optional;

/** The claims table at the end of the wire. */
record SimulatedIdempotencyLocks(StoreConnection storeConnection, InMemoryIdempotencyLocks table)
        implements IdempotencyLocks {
    @Override
    public Optional<IdempotencyLock> take(IdempotencyLock idempotencyLock, Instant now, Deadline deadline) {
        return storeConnection.call(deadline, () -> table.take(idempotencyLock, now, deadline));
    }

    @Override
    public void release(IdempotencyLock idempotencyLock, Deadline deadline) {
        storeConnection.call(deadline, () -> {
            table.release(idempotencyLock, deadline);
            return idempotencyLock;
        });
    }
}
