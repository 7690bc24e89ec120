package farebox.access.memory;

import farebox.access.Pepper;
import farebox.access.PepperStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The pepper of one process. */
public final class InMemoryPepperStore implements PepperStore {
    private final AtomicReference<Optional<Pepper>> kept = new AtomicReference<>(Optional.empty());

    @Override
    public Optional<Pepper> find() {
        return kept.get();
    }

    @Override
    public Pepper findOrKeep(Pepper candidate) {
        return kept.updateAndGet(there -> there.or(() -> Optional.of(candidate)))
                .orElseThrow();
    }
}
