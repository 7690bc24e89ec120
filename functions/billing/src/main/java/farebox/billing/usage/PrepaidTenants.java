package farebox.billing.usage;

import farebox.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Remembers for a while which tenants are prepaid, so that a call need not ask. */
public final class PrepaidTenants implements Predicate<TenantId> {
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final int MAX_ENTRIES = 10_000;

    private final Predicate<TenantId> store;
    private final InstantSource clock;
    private final Map<TenantId, Entry> known = new ConcurrentHashMap<>();

    public PrepaidTenants(Predicate<TenantId> store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public boolean test(TenantId tenant) {
        Instant now = clock.instant();
        Entry entry = known.get(tenant);
        if (entry != null && now.isBefore(entry.until())) {
            return entry.prepaid();
        }
        if (known.size() >= MAX_ENTRIES) {
            known.clear();
        }
        boolean prepaid = store.test(tenant);
        known.put(tenant, new Entry(prepaid, now.plus(TTL)));
        return prepaid;
    }

    private record Entry(boolean prepaid, Instant until) {}
}
