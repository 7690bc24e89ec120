package farebox.access;

import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Revokes every key of a tenant and takes it off the gateway's plan. The tenant stays on record, since its bill does;
 * creating it again opens it again.
 */
public final class CloseTenant {
    private final AccessStore store;
    private final UsageKeys usageKeys;
    private final InstantSource clock;

    public CloseTenant(AccessStore store, UsageKeys usageKeys, InstantSource clock) {
        this.store = store;
        this.usageKeys = usageKeys;
        this.clock = clock;
    }

    /** @throws NotFound if there is no such tenant */
    public void run(TenantId tenant) {
        TenantKeysUpdater tenantKeysUpdater = new TenantKeysUpdater(store);
        Instant now = clock.instant();
        TenantKeys closed = tenantKeysUpdater.change(() -> tenantKeysUpdater.of(tenant), ring -> revoked(ring, now));
        usageKeys.withdraw(closed.tenant());
    }

    private static TenantKeys revoked(TenantKeys ring, Instant now) {
        List<StoredKey> keys = ring.keys().stream()
                .map(key -> key.isLive(now) ? key.revoked(now) : key)
                .toList();
        return new TenantKeys(ring.tenant(), keys, ring.revision());
    }
}
