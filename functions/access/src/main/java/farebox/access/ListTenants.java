package farebox.access;

import java.util.List;

/** All tenants in the order of their ids. */
public final class ListTenants {
    private final AccessStore store;

    public ListTenants(AccessStore store) {
        this.store = store;
    }

    public List<Tenant> run() {
        return store.tenants();
    }
}
