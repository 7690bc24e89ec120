package farebox.access;

import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import java.util.List;

/** A tenant's keys, live and dead, the oldest first. */
public final class ListKeys {
    private final Rings rings;

    public ListKeys(AccessStore store) {
        this.rings = new Rings(store);
    }

    /** @throws NotFound if there is no such tenant */
    public List<ListedKey> run(TenantId tenant) {
        return rings.of(tenant).keys().stream().map(StoredKey::listed).toList();
    }
}
