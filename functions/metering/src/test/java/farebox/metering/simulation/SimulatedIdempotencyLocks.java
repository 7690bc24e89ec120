package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.metering.idempotency.IdempotencyLocks;
import farebox.metering.idempotency.IdempotencyLocks.IdempotencyLock;
import farebox.metering.memory.InMemoryIdempotencyLocks;
import java.time.Instant;
import java.util.Optional;

/** The table of locks behind an unreliable connection. */
record SimulatedIdempotencyLocks(StoreConnection storeConnection, InMemoryIdempotencyLocks table)
        implements IdempotencyLocks {
    @Override
    public Optional<IdempotencyLock> acquire(IdempotencyLock lock, Instant now, Deadline deadline) {
        return storeConnection.call(deadline, () -> table.acquire(lock, now, deadline));
    }

    @Override
    public void release(IdempotencyLock lock, Deadline deadline) {
        storeConnection.call(deadline, () -> {
            table.release(lock, deadline);
            return lock;
        });
    }
}
