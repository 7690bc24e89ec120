package farebox.billing.quota;

import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The limits that the operator has set, for plans and for tenants. */
public interface Limits {
    /** Whose limits are meant. */
    sealed interface Owner {
        /** Every tenant of a plan. */
        record OfPlan(PlanName plan) implements Owner {}

        /** One tenant, whose limits come before those of its plan. */
        record OfTenant(TenantId tenant) implements Owner {}
    }

    /** @throws Unavailable if the store does not answer */
    List<Limit> read(Owner owner);

    /** @throws Unavailable if it is not known whether they were stored */
    void write(Owner owner, List<Limit> limits);

    /** The tenant's own limits, and those of its plan that it has no own ones for. */
    default List<Limit> effective(TenantId tenant, PlanName plan) {
        Map<String, Limit> byName = new TreeMap<>();
        read(new Owner.OfPlan(plan)).forEach(limit -> byName.put(limit.name(), limit));
        read(new Owner.OfTenant(tenant)).forEach(limit -> byName.put(limit.name(), limit));
        return List.copyOf(byName.values());
    }

    /** Sets a limit in the place of the one of its name. */
    default List<Limit> set(Owner owner, Limit limit) {
        List<Limit> limits = new ArrayList<>(read(owner));
        limits.removeIf(other -> other.name().equals(limit.name()));
        limits.add(limit);
        write(owner, limits);
        return limits;
    }

    /** @return whether there was a limit of that name */
    default boolean remove(Owner owner, String name) {
        List<Limit> limits = new ArrayList<>(read(owner));
        boolean removed = limits.removeIf(limit -> limit.name().equals(name));
        write(owner, limits);
        return removed;
    }
}
