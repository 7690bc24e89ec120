package farebox.access;

import farebox.kernel.Conflict;
import farebox.kernel.KeyId;
import farebox.kernel.NotFound;
import java.time.Instant;
import java.time.InstantSource;

/** Ends a key. It is refused everywhere within a minute; a second time changes nothing. */
public final class RevokeKey {
    private final Rings rings;
    private final InstantSource clock;

    public RevokeKey(AccessStore store, InstantSource clock) {
        this.rings = new Rings(store);
        this.clock = clock;
    }

    /**
     * @throws NotFound if there is no such key
     * @throws Conflict if others change the same tenant's keys all the time
     */
    public ListedKey run(KeyId id) {
        Instant now = clock.instant();
        return rings.change(
                        () -> rings.of(id),
                        ring -> ring.replace(ring.require(id).revoked(now)))
                .require(id)
                .listed();
    }
}
