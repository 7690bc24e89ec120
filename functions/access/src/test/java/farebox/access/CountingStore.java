package farebox.access;

import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts how often keys are looked up, and can be cut off. */
public final class CountingStore implements AccessStore {
    private final AccessStore store;
    private final AtomicInteger lookUps = new AtomicInteger();
    private volatile boolean cutOff;

    CountingStore(AccessStore store) {
        this.store = store;
    }

    public int lookUps() {
        return lookUps.get();
    }

    public void cutOff(boolean now) {
        cutOff = now;
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
        lookUps.incrementAndGet();
        if (cutOff) {
            throw new Unavailable("the store is cut off", Duration.ofSeconds(1));
        }
        return store.ringOf(key);
    }

    @Override
    public List<Tenant> tenants() {
        return store.tenants();
    }

    @Override
    public boolean replace(TenantKeys read, TenantKeys changed) {
        return store.replace(read, changed);
    }
}
