package farebox.access;

import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.time.Instant;

/** A customer, the plan it is on, and the name under which the gateway counts its calls. */
public record Tenant(TenantId id, PlanName plan, UsageKey usageKey, Instant created) {
    /** The operator itself: the one tenant that has admin keys, and has no others. */
    public static final TenantId OPERATOR = new TenantId("operator");
}
