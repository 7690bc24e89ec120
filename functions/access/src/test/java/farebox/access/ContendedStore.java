package farebox.access;

import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import java.util.List;
import java.util.Optional;

/** A store in which somebody else is always faster. */
final class ContendedStore implements AccessStore {
    private final AccessStore store;

    ContendedStore(AccessStore store) {
        this.store = store;
    }

    @Override
    public boolean add(Tenant tenant) {
        return store.add(tenant);
    }

    @Override
    public Optional<TenantKeys> ring(TenantId tenant) {
        return store.ring(tenant);
    }

    @Override
    public Optional<TenantKeys> ringOf(KeyId key) {
        return store.ringOf(key);
    }

    @Override
    public List<Tenant> tenants() {
        return store.tenants();
    }

    @Override
    public boolean replace(TenantKeys read, TenantKeys changed) {
        return store.replace(read, read) && store.replace(read, changed);
    }
}
