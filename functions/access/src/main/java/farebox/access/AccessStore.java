package farebox.access;

import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.util.List;
import java.util.Optional;

/**
 * Keeps tenants and their keys. Whatever was stored before a call is seen by it. Every method throws
 * {@link Unavailable} if the store does not answer.
 */
public interface AccessStore {
    /**
     * Stores a tenant without keys.
     *
     * @return false if a tenant of that id is there, which is left as it is
     */
    boolean add(Tenant tenant);

    Optional<TenantKeys> ring(TenantId tenant);

    /** The ring on which that key is. */
    Optional<TenantKeys> ringOf(KeyId key);

    /** In the order of their ids. */
    List<Tenant> tenants();

    /**
     * Stores a changed ring as a whole or not at all.
     *
     * @param read the ring as it was read
     * @return false, and nothing is stored, if the ring was changed since, or a new key's id belongs to another ring
     */
    boolean replace(TenantKeys read, TenantKeys changed);
}
