package farebox.billing.invoice;

import farebox.billing.UsageQuantities;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Usage of tenants over a span of whole minutes. */
@FunctionalInterface
public interface UsageTotals {
    /**
     * @param tenant empty for all
     * @param start at the beginning of a minute
     * @param end exclusive, at the beginning of a minute
     * @return tenants without usage may be missing
     * @throws Unavailable if usage cannot be read
     */
    Map<TenantId, UsageQuantities> read(Optional<TenantId> tenant, Instant start, Instant end);

    default UsageQuantities of(TenantId tenant, Instant start, Instant end) {
        return read(Optional.of(tenant), start, end).getOrDefault(tenant, UsageQuantities.NONE);
    }
}
