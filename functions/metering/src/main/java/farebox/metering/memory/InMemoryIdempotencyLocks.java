package farebox.metering.memory;

import farebox.kernel.Deadline;
import farebox.metering.EventId;
import farebox.metering.IdempotencyLock;
import farebox.metering.IdempotencyLocks;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Claims in a map. */
public final class InMemoryIdempotencyLocks implements IdempotencyLocks {
    private final Map<EventId, IdempotencyLock> claims = new HashMap<>();

    @Override
    public synchronized Optional<IdempotencyLock> take(
            IdempotencyLock idempotencyLock, Instant now, Deadline deadline) {
        IdempotencyLock standing = claims.get(idempotencyLock.event());
        if (standing != null && !standing.until().isBefore(now)) {
            return Optional.of(standing);
        }
        claims.put(idempotencyLock.event(), idempotencyLock);
        return Optional.empty();
    }

    @Override
    public synchronized void release(IdempotencyLock idempotencyLock, Deadline deadline) {
        IdempotencyLock standing = claims.get(idempotencyLock.event());
        if (standing != null && standing.attemptId().equals(idempotencyLock.attemptId())) {
            claims.remove(idempotencyLock.event());
        }
    }
}
