package farebox.metering;

import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import java.util.Optional;

/** The log of events, the truth behind every sum and every bill. */
public interface UsageLedger {
    /**
     * Writes the event if there is none of its id; afterwards exactly one is there, and it is durable.
     *
     * @return the event that stood there before, which is this very one if an earlier try of the same write was
     *     acknowledged to nobody; empty if the event was written now
     * @throws Unavailable if it is not known whether the event was written
     */
    Optional<UsageEvent> append(UsageEvent event, Deadline deadline);

    /**
     * Sees every event whose {@link #append} has returned.
     *
     * @throws Unavailable if the ledger does not answer
     */
    Optional<UsageEvent> find(EventId id, Deadline deadline);
}
