package farebox.billing.pricebook;

import farebox.kernel.PlanName;
import java.util.Set;

/** The plans that tenants have. */
@FunctionalInterface
public interface PlansInUse {
    Set<PlanName> plans();
}
