package farebox.billing.usage;

import farebox.billing.reconcile.Reconcile.RecordedRequests;
import farebox.kernel.Deadline;
import farebox.kernel.RequestId;
import farebox.kernel.TenantId;
import farebox.metering.UsageLedger;
import farebox.metering.idempotency.EventId;
import java.time.Duration;
import java.time.InstantSource;

/** Finds the events of requests in the ledger, each by its id. */
public final class LedgerRequests implements RecordedRequests {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final UsageLedger ledger;
    private final InstantSource clock;

    public LedgerRequests(UsageLedger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public boolean contains(TenantId tenant, RequestId request) {
        Deadline deadline = new Deadline(clock.instant().plus(TIMEOUT));
        return ledger.find(EventId.ofRequest(tenant, request), deadline).isPresent();
    }
}
