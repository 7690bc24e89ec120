package farebox.access;

import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;

/** Puts a tenant on another plan, with the keys it has. Done twice, it mends a first time that broke off in between. */
public final class ChangePlan {
    private final AccessStore store;
    private final UsageKeys usageKeys;

    public ChangePlan(AccessStore store, UsageKeys usageKeys) {
        this.store = store;
        this.usageKeys = usageKeys;
    }

    /**
     * @throws NotFound if there is no such tenant
     * @throws InvalidRequest if the gateway has no such plan; the tenant then keeps the one it has
     * @throws Conflict if others change the same tenant
     */
    public Tenant run(TenantId id, PlanName plan) {
        TenantKeysUpdater updater = new TenantKeysUpdater(store);
        Tenant before = updater.of(id).tenant();
        Tenant after = new Tenant(id, plan, before.usageKey(), before.created());
        move(before, after);
        return updater.change(() -> updater.of(id), ring -> new TenantKeys(after, ring.keys(), ring.revision()))
                .tenant();
    }

    /** The gateway takes a key on one plan at a time. */
    private void move(Tenant before, Tenant after) {
        usageKeys.withdraw(before);
        boolean registered = false;
        try {
            usageKeys.register(after);
            registered = true;
        } finally {
            if (!registered) {
                usageKeys.register(before);
            }
        }
    }
}
