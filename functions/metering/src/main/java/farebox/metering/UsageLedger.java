package farebox.metering;

import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import farebox.metering.idempotency.EventId;
import java.util.Optional;

/** The log of usage events, from which every aggregate and every bill can be recomputed. */
public interface UsageLedger {
    /**
     * Writes the event if there is none of its id; afterwards exactly one exists, and it is durable.
     *
     * @return the event that existed before, which is this very one if an earlier try of the same write succeeded
     *     without an acknowledgement; empty if the event was written now
     * @throws Unavailable if it is not known whether the event was written
     */
    Optional<UsageEvent> append(UsageEvent event, Deadline deadline);

    /**
     * Sees every event whose {@link #append} has returned.
     *
     * @throws Unavailable if the ledger does not respond
     */
    Optional<UsageEvent> find(EventId id, Deadline deadline);
}
