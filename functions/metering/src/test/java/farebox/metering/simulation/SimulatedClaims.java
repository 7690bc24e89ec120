package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.metering.Claim;
import farebox.metering.Claims;
import farebox.metering.memory.InMemoryClaims;
import java.time.Instant;
import java.util.Optional;

/** The claims table at the end of the wire. */
record SimulatedClaims(Wire wire, InMemoryClaims table) implements Claims {
    @Override
    public Optional<Claim> take(Claim claim, Instant now, Deadline deadline) {
        return wire.call(deadline, () -> table.take(claim, now, deadline));
    }

    @Override
    public void release(Claim claim, Deadline deadline) {
        wire.call(deadline, () -> {
            table.release(claim, deadline);
            return claim;
        });
    }
}
