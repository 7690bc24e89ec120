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
final class TenantKeysUpdater {
    private static final int MAX_ATTEMPTS = 5;

    private final AccessStore store;

    TenantKeysUpdater(AccessStore store) {
        this.store = store;
    }

    /** @throws NotFound if there is no such tenant */
    TenantKeys of(TenantId tenant) {
        return store.ring(tenant).orElseThrow(() -> new NotFound("there is no tenant " + tenant));
    }

    /** @throws NotFound if there is no such key */
    TenantKeys of(KeyId key) {
        return store.ringOf(key).orElseThrow(() -> new NotFound("there is no key " + key));
    }

    /**
     * @param change may run more than once, each time on a fresh reading
     * @return the ring as stored
     * @throws Conflict if others were faster every time
     */
    TenantKeys change(Supplier<TenantKeys> read, UnaryOperator<TenantKeys> change) {
        for (int tries = 0; tries < MAX_ATTEMPTS; tries++) {
            Optional<TenantKeys> stored = attempt(read.get(), change);
            if (stored.isPresent()) {
                return stored.get();
            }
        }
        throw new Conflict("somebody else is changing the same tenant's keys; try again", Duration.ofSeconds(1));
    }

    private Optional<TenantKeys> attempt(TenantKeys before, UnaryOperator<TenantKeys> change) {
        TenantKeys after = change.apply(before);
        return after.equals(before) || store.replace(before, after) ? Optional.of(after) : Optional.empty();
    }
}
