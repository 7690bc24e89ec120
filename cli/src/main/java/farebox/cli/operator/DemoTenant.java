package farebox.cli.operator;

import farebox.kernel.PlanName;
import farebox.kernel.TenantId;

/** The tenant that a new deployment has to try with. */
public final class DemoTenant {
    public static final TenantId ID = new TenantId("demo");
    public static final PlanName PLAN = new PlanName("standard");

    private DemoTenant() {}
}
