package farebox.access;

import farebox.kernel.InvalidRequest;
import farebox.kernel.KeyId;
import farebox.kernel.NotFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A tenant with all its keys, the oldest first: the one thing that is read and written whole, so that the rule of two
 * live keys is kept here and nowhere else.
 *
 * @param revision the revision that was read; a changed ring keeps it until it is stored
 */
public record TenantKeys(Tenant tenant, List<StoredKey> keys, Revision revision) {
    /** Two, so that a rotation loses no call; not more, so that nobody forgets one. */
    static final int MAX_LIVE = 2;

    /** Live and dead ones together: enough to look back on, and small enough for one item. */
    static final int MAX_KEPT = 20;

    public TenantKeys {
        keys = List.copyOf(keys);
    }

    public static TenantKeys of(Tenant tenant) {
        return new TenantKeys(tenant, List.of(), Revision.FIRST);
    }

    public Optional<StoredKey> key(KeyId id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    List<StoredKey> live(Instant now) {
        return keys.stream().filter(key -> key.isLive(now)).toList();
    }

    /** @throws InvalidRequest if two keys are live, with what to do about it */
    TenantKeys add(StoredKey key, Instant now) {
        List<StoredKey> live = live(now);
        if (live.size() >= MAX_LIVE) {
            throw new InvalidRequest(
                    "tenant " + tenant.id() + " has two live keys: " + described(live)
                            + "; revoke one of them first, or wait for one to expire",
                    "tenant",
                    "two_live_keys");
        }
        List<StoredKey> more = new ArrayList<>(keys);
        more.add(key);
        return with(more);
    }

    /** Makes room for one more key by dropping the oldest of the dead. */
    TenantKeys forgetting(Instant now) {
        int tooMany = Math.max(0, keys.size() + 1 - MAX_KEPT);
        List<StoredKey> forgotten =
                keys.stream().filter(key -> !key.isLive(now)).limit(tooMany).toList();
        return with(keys.stream().filter(key -> !forgotten.contains(key)).toList());
    }

    /** @throws NotFound if the ring has no key of that id */
    TenantKeys replace(StoredKey changed) {
        require(changed.id());
        return with(keys.stream()
                .map(key -> key.id().equals(changed.id()) ? changed : key)
                .toList());
    }

    /** @throws NotFound if the ring has no key of that id */
    StoredKey require(KeyId id) {
        return key(id).orElseThrow(() -> new NotFound("there is no key " + id));
    }

    private static String described(List<StoredKey> live) {
        return live.stream().map(TenantKeys::described).collect(Collectors.joining(" and "));
    }

    private static String described(StoredKey key) {
        return switch (key.state()) {
            case KeyState.Expiring expiring -> key.id() + ", which expires at " + expiring.at();
            case KeyState.Live live -> key.id().value();
            case KeyState.Revoked revoked -> throw new IllegalArgumentException("a revoked key is not live");
        };
    }

    private TenantKeys with(List<StoredKey> others) {
        return new TenantKeys(tenant, others, revision);
    }
}
