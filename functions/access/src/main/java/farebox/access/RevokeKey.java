package farebox.access;

import farebox.kernel.Conflict;
import farebox.kernel.KeyId;
import farebox.kernel.NotFound;
import java.time.Instant;
import java.time.InstantSource;

/** Ends a key. It is refused everywhere within a minute; a second time changes nothing. */
public final class RevokeKey {
    private final TenantKeysUpdater tenantKeysUpdater;
    private final InstantSource clock;

    public RevokeKey(AccessStore store, InstantSource clock) {
        this.tenantKeysUpdater = new TenantKeysUpdater(store);
        this.clock = clock;
    }

    /**
     * @throws NotFound if there is no such key
     * @throws Conflict if others change the same tenant's keys all the time
     */
    public ListedKey run(KeyId id) {
        Instant now = clock.instant();
        return tenantKeysUpdater
                .change(
                        () -> tenantKeysUpdater.of(id),
                        keys -> keys.replace(keys.require(id).revoked(now)))
                .require(id)
                .listed();
    }
}
