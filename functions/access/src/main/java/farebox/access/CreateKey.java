package farebox.access;

import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Makes a key and shows it this once. */
public final class CreateKey {
    private final TenantKeysUpdater tenantKeysUpdater;
    private final PepperStore pepperStore;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random must be unpredictable */
    public CreateKey(AccessStore store, PepperStore pepperStore, InstantSource clock, RandomGenerator random) {
        this.tenantKeysUpdater = new TenantKeysUpdater(store);
        this.pepperStore = pepperStore;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @throws NotFound if there is no such tenant
     * @throws InvalidRequest if the tenant has two live keys, or never has keys of that scope
     * @throws Conflict if others change the same tenant's keys all the time
     */
    public IssuedKey run(TenantId tenant, Scope scope) {
        requireFitting(tenant, scope);
        tenantKeysUpdater.of(tenant);
        Instant now = clock.instant();
        ApiKey key = ApiKey.random(random);
        KeyDigest digest = pepperStore.findOrKeep(Pepper.random(random)).digest(key);
        StoredKey stored = new StoredKey(key.id(), tenant, scope, digest, now, new KeyState.Live());
        tenantKeysUpdater.change(
                () -> tenantKeysUpdater.of(tenant), keys -> keys.forgetting(now).add(stored, now));
        return new IssuedKey(key, stored.listed());
    }

    private static void requireFitting(TenantId tenant, Scope scope) {
        if (tenant.equals(Tenant.OPERATOR) != (scope == Scope.ADMIN)) {
            throw new InvalidRequest(
                    switch (scope) {
                        case ADMIN -> "only the tenant " + Tenant.OPERATOR + " has admin keys";
                        case INVOKE ->
                            "the tenant " + Tenant.OPERATOR + " has admin keys only; make a tenant that calls";
                    },
                    "scope");
        }
    }
}
