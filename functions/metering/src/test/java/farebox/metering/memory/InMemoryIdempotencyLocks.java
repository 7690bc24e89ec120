package farebox.metering.memory;

import farebox.kernel.Deadline;
import farebox.metering.idempotency.EventId;
import farebox.metering.idempotency.IdempotencyLocks;
import farebox.metering.idempotency.IdempotencyLocks.IdempotencyLock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Locks in a map. */
public final class InMemoryIdempotencyLocks implements IdempotencyLocks {
    private final Map<EventId, IdempotencyLock> locks = new HashMap<>();

    @Override
    public synchronized Optional<IdempotencyLock> acquire(IdempotencyLock lock, Instant now, Deadline deadline) {
        IdempotencyLock held = locks.get(lock.event());
        if (held != null && !held.expires().isBefore(now)) {
            return Optional.of(held);
        }
        locks.put(lock.event(), lock);
        return Optional.empty();
    }

    @Override
    public synchronized void release(IdempotencyLock lock, Deadline deadline) {
        IdempotencyLock held = locks.get(lock.event());
        if (held != null && held.attempt().equals(lock.attempt())) {
            locks.remove(lock.event());
        }
    }
}
