package farebox.access;

import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import java.util.List;

/** A tenant's keys, live and dead, the oldest first. */
public final class ListKeys {
    private final TenantKeysUpdater tenantKeysUpdater;

    public ListKeys(AccessStore store) {
        this.tenantKeysUpdater = new TenantKeysUpdater(store);
    }

    /** @throws NotFound if there is no such tenant */
    public List<ListedKey> run(TenantId tenant) {
        return tenantKeysUpdater.of(tenant).keys().stream()
                .map(StoredKey::listed)
                .toList();
    }
}
