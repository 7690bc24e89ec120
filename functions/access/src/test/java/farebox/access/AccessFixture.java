package farebox.access;

import farebox.access.memory.InMemoryPepperStore;
import farebox.access.memory.InMemoryUsageKeys;
import farebox.kernel.MovableClock;
import farebox.kernel.PlanName;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Every use case over one store, with a clock that tests move and chance that repeats. */
public final class AccessFixture {
    public static final PlanName FREE = new PlanName("free");
    public static final TenantId ACME = new TenantId("acme");

    public final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T10:00:00Z"));
    public final InMemoryPepperStore peppers = new InMemoryPepperStore();
    public final InMemoryUsageKeys usageKeys = new InMemoryUsageKeys(Set.of(FREE, new PlanName("team")));
    public final CountingStore store;
    public final CreateTenant createTenant;
    public final CloseTenant closeTenant;
    public final CreateKey createKey;
    public final RotateKey rotateKey;
    public final RevokeKey revokeKey;
    public final ListKeys listKeys;

    public AccessFixture(AccessStore adapter) {
        RandomGenerator random = new Random(20261122);
        this.store = new CountingStore(adapter);
        this.createTenant = new CreateTenant(store, usageKeys, clock, random);
        this.closeTenant = new CloseTenant(store, usageKeys, clock);
        this.createKey = new CreateKey(store, peppers, clock, random);
        this.rotateKey = new RotateKey(store, peppers, clock, random);
        this.revokeKey = new RevokeKey(store, clock);
        this.listKeys = new ListKeys(store);
    }

    /** A check with nothing remembered. */
    public AuthenticateKey check() {
        return new AuthenticateKey(store, peppers, clock);
    }

    /** A new caller's key of {@link #ACME}, which is made if need be. */
    public IssuedKey acmesKey() {
        createTenant.run(ACME, FREE);
        return createKey.run(ACME, Scope.INVOKE);
    }
}
