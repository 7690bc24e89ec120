package farebox.access;

import farebox.kernel.InvalidRequest;
import farebox.kernel.Unavailable;

/**
 * Tells the API gateway which plan a tenant's calls count against. Every method throws {@link Unavailable} if the
 * gateway does not answer.
 */
public interface UsageKeys {
    /**
     * From now on calls under the tenant's usage key count against its plan; a second time changes nothing.
     *
     * @throws InvalidRequest if the gateway has no such plan
     */
    void register(Tenant tenant);

    /** From now on the gateway refuses calls under the tenant's usage key; a second time changes nothing. */
    void withdraw(Tenant tenant);
}
