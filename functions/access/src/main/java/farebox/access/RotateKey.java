package farebox.access;

import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.KeyId;
import farebox.kernel.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Makes a key that takes another one's place; both are good until the grace is over, so no call is lost. */
public final class RotateKey {
    private static final Duration MAX_GRACE = Duration.ofDays(30);

    private final TenantKeysUpdater tenantKeysUpdater;
    private final PepperStore pepperStore;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random must be unpredictable */
    public RotateKey(AccessStore store, PepperStore pepperStore, InstantSource clock, RandomGenerator random) {
        this.tenantKeysUpdater = new TenantKeysUpdater(store);
        this.pepperStore = pepperStore;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param grace how long the old key stays good; none revokes it at once
     * @throws NotFound if there is no such key
     * @throws InvalidRequest if the key is dead, the tenant has a second live key, or the grace is not 0 to 30 days
     * @throws Conflict if others change the same tenant's keys all the time
     */
    public RotatedKey run(KeyId old, Duration grace) {
        if (grace.isNegative() || grace.compareTo(MAX_GRACE) > 0) {
            throw new InvalidRequest("the old key's grace is between 0 and 30 days", "grace");
        }
        Instant now = clock.instant();
        ApiKey key = ApiKey.random(random);
        StoredKey fresh = successor(key, requireLive(tenantKeysUpdater.of(old).require(old), now), now);
        TenantKeys stored =
                tenantKeysUpdater.change(() -> tenantKeysUpdater.of(old), keys -> rotated(keys, fresh, old, grace));
        return new RotatedKey(
                new IssuedKey(key, fresh.listed()), stored.require(old).listed());
    }

    private StoredKey successor(ApiKey key, StoredKey old, Instant now) {
        KeyDigest digest = pepperStore.findOrKeep(Pepper.random(random)).digest(key);
        return new StoredKey(key.id(), old.tenant(), old.scope(), digest, now, new KeyState.Live());
    }

    private static TenantKeys rotated(TenantKeys keys, StoredKey fresh, KeyId oldId, Duration grace) {
        Instant now = fresh.created();
        StoredKey old = requireLive(keys.require(oldId), now);
        return keys.forgetting(now)
                .replace(grace.isZero() ? old.revoked(now) : old.expiring(now.plus(grace)))
                .add(fresh, now);
    }

    private static StoredKey requireLive(StoredKey key, Instant now) {
        if (!key.isLive(now)) {
            throw new InvalidRequest("key " + key.id() + " is not live any more; create a new one instead", "key");
        }
        return key;
    }
}
