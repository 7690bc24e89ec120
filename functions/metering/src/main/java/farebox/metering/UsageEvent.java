package farebox.metering;

import farebox.metering.idempotency.EventId;
import farebox.metering.idempotency.IdempotencyRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Usage as the ledger keeps it. Written once, never changed; it holds nothing of the content of requests and responses.
 *
 * @param usage what is billed
 * @param expiresAt when the event may be deleted, in whole seconds
 */
public record UsageEvent(EventId id, Usage usage, IdempotencyRecord idempotency, Instant expiresAt) {

    /** @throws IllegalArgumentException if the usage is that of another tenant than the id's */
    public UsageEvent {
        if (!id.tenant().equals(usage.tenant())) {
            throw new IllegalArgumentException("usage of " + usage.tenant() + " under the event id " + id);
        }
    }

    static UsageEvent of(EventId id, Usage usage, IdempotencyRecord idempotency, Duration retention) {
        return new UsageEvent(id, usage, idempotency, usage.at().plus(retention).truncatedTo(ChronoUnit.SECONDS));
    }
}
