package farebox.cli.deploy;

import farebox.access.Tenant;
import farebox.cli.operator.Administration;
import farebox.cli.operator.DemoTenant;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import java.util.Optional;

/** A tenant to try with, and a first key of it and of the operator; only where nobody has made any. */
final class InitialKeys {
    private final Administration administration;

    InitialKeys(Administration administration) {
        this.administration = administration;
    }

    /** Shown once: only digests of them are kept anywhere. */
    record Pair(String key, String adminKey) {}

    /** @return empty if both had a key already, be it a revoked one */
    Optional<Pair> make() {
        boolean callerWaits = hasNoKey(DemoTenant.ID);
        boolean operatorWaits = hasNoKey(Tenant.OPERATOR);
        return callerWaits || operatorWaits
                ? Optional.of(new Pair(key(DemoTenant.ID, Scope.INVOKE), key(Tenant.OPERATOR, Scope.ADMIN)))
                : Optional.empty();
    }

    private boolean hasNoKey(TenantId tenant) {
        boolean isThere = administration.listTenants().run().stream()
                .anyMatch(known -> known.id().equals(tenant));
        if (!isThere) {
            administration.createTenant().run(tenant, DemoTenant.PLAN);
        }
        return administration.listKeys().run(tenant).isEmpty();
    }

    private String key(TenantId tenant, Scope scope) {
        return administration.createKey().run(tenant, scope).key().reveal();
    }
}
