package farebox.access;

import farebox.kernel.KeyId;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import java.time.Instant;

/** What is kept of a key. */
public record StoredKey(KeyId id, TenantId tenant, Scope scope, KeyDigest digest, Instant created, KeyState state) {

    public boolean isLive(Instant now) {
        return state.isLive(now);
    }

    /** Sooner than before if need be, never later. */
    StoredKey expiring(Instant at) {
        return at.isBefore(state.end()) ? in(new KeyState.Expiring(at)) : this;
    }

    /** A second revocation changes nothing, so that the first one's instant stays on record. */
    StoredKey revoked(Instant at) {
        return state instanceof KeyState.Revoked ? this : in(new KeyState.Revoked(at));
    }

    ListedKey listed() {
        return new ListedKey(id, tenant, scope, created, state);
    }

    private StoredKey in(KeyState other) {
        return new StoredKey(id, tenant, scope, digest, created, other);
    }
}
