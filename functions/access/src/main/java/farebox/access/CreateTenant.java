package farebox.access;

import farebox.kernel.InvalidRequest;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes a tenant and registers it with the gateway. Done twice, it finds the tenant there and registers it again, which
 * mends a first time that broke off in between.
 */
public final class CreateTenant {
    private final AccessStore store;
    private final UsageKeys usageKeys;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** The tenant, and whether it is new. */
    public sealed interface Outcome {
        Tenant tenant();

        record Created(Tenant tenant) implements Outcome {}

        record AlreadyThere(Tenant tenant) implements Outcome {}
    }

    public CreateTenant(AccessStore store, UsageKeys usageKeys, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.usageKeys = usageKeys;
        this.clock = clock;
        this.random = random;
    }

    /** @throws InvalidRequest if the name is reserved, or the tenant is there on another plan */
    public Outcome run(TenantId id, PlanName plan) {
        if (id.equals(TenantId.PUBLIC)) {
            throw new InvalidRequest(
                    "the name " + id + " is reserved: it owns the models everybody may call", "tenant");
        }
        Outcome outcome = store(new Tenant(id, plan, UsageKey.random(random), clock.instant()));
        if (!outcome.tenant().plan().equals(plan)) {
            throw new InvalidRequest(
                    "tenant " + id + " is there already, on plan "
                            + outcome.tenant().plan(),
                    "plan");
        }
        usageKeys.register(outcome.tenant());
        return outcome;
    }

    private Outcome store(Tenant tenant) {
        return store.add(tenant)
                ? new Outcome.Created(tenant)
                : new Outcome.AlreadyThere(
                        new TenantKeysUpdater(store).of(tenant.id()).tenant());
    }
}
