package farebox.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the pepper until there is one, and from then on never again: a pepper is not changed during its life. It is
 * first asked for by a call, so it is never part of a snapshot of the function.
 */
public final class CachedPepperStore implements PepperStore {
    private final PepperStore pepperStore;

    /** Null until the pepper is known; written once. */
    private @Nullable Pepper known;

    public CachedPepperStore(PepperStore pepperStore) {
        this.pepperStore = pepperStore;
    }

    @Override
    public synchronized Optional<Pepper> find() {
        if (known == null) {
            known = pepperStore.find().orElse(null);
        }
        return Optional.ofNullable(known);
    }

    @Override
    public synchronized Pepper findOrKeep(Pepper candidate) {
        Pepper kept = pepperStore.findOrKeep(candidate);
        known = kept;
        return kept;
    }
}
