package farebox.billing.cost;

import farebox.billing.UsageQuantities;
import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.Map;

/** Usage of a tenant's keys over a span of whole minutes. */
@FunctionalInterface
public interface UsageByKey {
    /**
     * @param start at the beginning of a minute
     * @param end exclusive, at the beginning of a minute
     * @return keys without usage may be missing
     * @throws Unavailable if usage cannot be read
     */
    Map<KeyId, UsageQuantities> read(TenantId tenant, Instant start, Instant end);
}
