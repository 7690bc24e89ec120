package farebox.access.memory;

import farebox.access.AccessStore;
import farebox.access.StoredKey;
import farebox.access.Tenant;
import farebox.access.TenantKeys;
import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tenants and keys of one process. */
public final class InMemoryAccessStore implements AccessStore {
    private final SortedMap<TenantId, TenantKeys> rings = new TreeMap<>();

    @Override
    public synchronized boolean add(Tenant tenant) {
        return rings.putIfAbsent(tenant.id(), TenantKeys.of(tenant)) == null;
    }

    @Override
    public synchronized Optional<TenantKeys> ring(TenantId tenant) {
        return Optional.ofNullable(rings.get(tenant));
    }

    @Override
    public synchronized Optional<TenantKeys> ringOf(KeyId key) {
        return rings.values().stream().filter(keys -> keys.key(key).isPresent()).findFirst();
    }

    @Override
    public synchronized List<Tenant> tenants() {
        return rings.values().stream().map(TenantKeys::tenant).toList();
    }

    @Override
    public synchronized boolean replace(TenantKeys read, TenantKeys changed) {
        TenantId tenant = changed.tenant().id();
        boolean unchanged = ring(tenant)
                .filter(keys -> keys.revision().equals(read.revision()))
                .isPresent();
        if (!unchanged || changed.keys().stream().anyMatch(this::isOfAnother)) {
            return false;
        }
        rings.put(
                tenant,
                new TenantKeys(changed.tenant(), changed.keys(), read.revision().next()));
        return true;
    }

    private boolean isOfAnother(StoredKey key) {
        return ringOf(key.id())
                .filter(keys -> !keys.tenant().id().equals(key.tenant()))
                .isPresent();
    }
}
