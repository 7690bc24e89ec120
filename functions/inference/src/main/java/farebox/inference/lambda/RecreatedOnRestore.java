package farebox.inference.lambda;

import farebox.http.runtime.SnapshotHooks;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Something that must not come out of a snapshot: every environment that starts from the same snapshot would hold the
 * same random numbers, credentials and sockets. It is dropped before, and made anew after.
 */
final class RecreatedOnRestore<T> implements Supplier<T>, Resource, SnapshotHooks {
    private final Supplier<T> make;
    /** Nothing from the taking of a snapshot until its restoration. */
    private volatile @Nullable T current;

    private RecreatedOnRestore(Supplier<T> make) {
        this.make = make;
        this.current = make.get();
    }

    /** Whoever is given it must keep it: the context holds it weakly. */
    static <T> RecreatedOnRestore<T> within(Context<Resource> context, Supplier<T> make) {
        RecreatedOnRestore<T> recreatedOnRestore = new RecreatedOnRestore<>(make);
        context.register(recreatedOnRestore);
        return recreatedOnRestore;
    }

    @Override
    public T get() {
        T made = current;
        return made == null ? renew() : made;
    }

    @Override
    public void beforeCheckpoint() {
        current = null;
    }

    @Override
    public void afterRestore() {
        renew();
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        beforeCheckpoint();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        afterRestore();
    }

    private T renew() {
        T made = make.get();
        current = made;
        return made;
    }
}
