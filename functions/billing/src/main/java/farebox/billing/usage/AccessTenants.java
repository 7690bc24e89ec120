package farebox.billing.usage;

import farebox.access.AccessStore;
import farebox.access.Tenant;
import farebox.billing.invoice.BillingAccounts;
import farebox.billing.invoice.BillingAccounts.Account;
import farebox.billing.invoice.Tenants;
import farebox.billing.pricebook.PlansInUse;
import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tenants as the store of access knows them, with their billing accounts. The operator is billed for nothing. */
public final class AccessTenants implements Tenants, PlansInUse {
    private final AccessStore store;
    private final BillingAccounts accounts;

    public AccessTenants(AccessStore store, BillingAccounts accounts) {
        this.store = store;
        this.accounts = accounts;
    }

    @Override
    public BillingAccount account(TenantId id) {
        Tenant tenant = store.ring(id)
                .map(ring -> ring.tenant())
                .filter(found -> !found.id().equals(Tenant.OPERATOR))
                .orElseThrow(() -> new NotFound("there is no tenant " + id));
        Account account = accounts.read(id);
        List<PlanSpan> plans =
                account.plans().isEmpty() ? List.of(new PlanSpan(tenant.plan(), tenant.created())) : account.plans();
        return new BillingAccount(id, account.mode(), plans, account.zone(), account.party());
    }

    @Override
    public Set<TenantId> all() {
        return billed().map(Tenant::id).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Party seller() {
        return accounts.read(Tenant.OPERATOR).party();
    }

    @Override
    public Set<PlanName> plans() {
        return billed().map(Tenant::plan).collect(Collectors.toUnmodifiableSet());
    }

    private java.util.stream.Stream<Tenant> billed() {
        return store.tenants().stream().filter(tenant -> !tenant.id().equals(Tenant.OPERATOR));
    }
}
