package farebox.metering.memory;

import farebox.kernel.Deadline;
import farebox.metering.Claim;
import farebox.metering.Claims;
import farebox.metering.EventId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Claims in a map. */
public final class InMemoryClaims implements Claims {
    private final Map<EventId, Claim> claims = new HashMap<>();

    @Override
    public synchronized Optional<Claim> take(Claim claim, Instant now, Deadline deadline) {
        Claim standing = claims.get(claim.event());
        if (standing != null && !standing.until().isBefore(now)) {
            return Optional.of(standing);
        }
        claims.put(claim.event(), claim);
        return Optional.empty();
    }

    @Override
    public synchronized void release(Claim claim, Deadline deadline) {
        Claim standing = claims.get(claim.event());
        if (standing != null && standing.attempt().equals(claim.attempt())) {
            claims.remove(claim.event());
        }
    }
}
