package farebox.models;

/** A model that stays open at least until the lease is closed, whatever the cache wants to evict. */
public interface Lease<T> extends AutoCloseable {
    T value();

    @Override
    void close();
}
