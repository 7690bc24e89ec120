package farebox.access;

import farebox.kernel.Conflict;
import farebox.kernel.KeyId;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Changes rings by reading, changing and replacing, and begins again when somebody else was faster. */
final class Rings {
    private static final int TRIES = 5;

    private final AccessStore store;

    Rings(AccessStore store) {
        this.store = store;
    }

    /** @throws NotFound if there is no such tenant */
    KeyRing of(TenantId tenant) {
        return store.ring(tenant).orElseThrow(() -> new NotFound("there is no tenant " + tenant));
    }

    /** @throws NotFound if there is no such key */
    KeyRing of(KeyId key) {
        return store.ringOf(key).orElseThrow(() -> new NotFound("there is no key " + key));
    }

    /**
     * @param change may run more than once, each time on a fresh reading
     * @return the ring as stored
     * @throws Conflict if others were faster every time
     */
    KeyRing change(Supplier<KeyRing> read, UnaryOperator<KeyRing> change) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<KeyRing> stored = attempt(read.get(), change);
            if (stored.isPresent()) {
                return stored.get();
            }
        }
        throw new Conflict("somebody else is changing the same tenant's keys; try again", Duration.ofSeconds(1));
    }

    private Optional<KeyRing> attempt(KeyRing before, UnaryOperator<KeyRing> change) {
        KeyRing after = change.apply(before);
        return after.equals(before) || store.replace(before, after) ? Optional.of(after) : Optional.empty();
    }
}
