package farebox.access.memory;

import farebox.access.Tenant;
import farebox.access.UsageKey;
import farebox.access.UsageKeys;
import farebox.kernel.InvalidRequest;
import farebox.kernel.PlanName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The usage plans of a gateway that lives in one process. */
public final class InMemoryUsageKeys implements UsageKeys {
    private final Set<PlanName> plans;
    private final Map<UsageKey, PlanName> registered = new ConcurrentHashMap<>();

    public InMemoryUsageKeys(Set<PlanName> plans) {
        this.plans = Set.copyOf(plans);
    }

    @Override
    public void register(Tenant tenant) {
        if (!plans.contains(tenant.plan())) {
            throw new InvalidRequest(
                    "there is no plan " + tenant.plan() + "; the plans are " + new TreeSet<>(plans), "plan");
        }
        registered.put(tenant.usageKey(), tenant.plan());
    }

    @Override
    public void withdraw(Tenant tenant) {
        registered.remove(tenant.usageKey());
    }

    /** The plan against which calls under that key count. */
    public Optional<PlanName> planOf(UsageKey usageKey) {
        return Optional.ofNullable(registered.get(usageKey));
    }
}
