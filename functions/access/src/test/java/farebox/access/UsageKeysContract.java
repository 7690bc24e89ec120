package farebox.access;

import static farebox.access.AccessFixture.FREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What everything that tells the gateway about tenants keeps to. */
public abstract class UsageKeysContract {
    private static final Random RANDOM = new Random(12);
    private static final PlanName TEAM = new PlanName("team");

    private final Tenant acme = tenant("acme", FREE);
    private UsageKeys usageKeys;

    /** A gateway with the plans {@code free} and {@code team} and no usage keys. */
    public abstract UsageKeys noUsageKeys();

    /** The plan the gateway counts that key's calls against. */
    public abstract Optional<PlanName> planOf(UsageKey usageKey);

    @BeforeEach
    void begin() {
        usageKeys = noUsageKeys();
    }

    @Test
    void register_countsAgainstThePlan() {
        Tenant acmeEast = tenant("acme-east", TEAM);
        usageKeys.register(acmeEast);
        usageKeys.register(acme);

        assertThat(planOf(acme.usageKey())).contains(FREE);
        assertThat(planOf(acmeEast.usageKey())).contains(TEAM);
    }

    @Test
    void register_again_changesNothing() {
        usageKeys.register(acme);
        usageKeys.register(acme);

        assertThat(planOf(acme.usageKey())).contains(FREE);
    }

    @Test
    void register_unknownPlan_isRefusedAndNamesThePlans() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> usageKeys.register(tenant("acme", new PlanName("gold"))))
                .withMessageContaining("free")
                .withMessageContaining("team");
    }

    @Test
    void withdraw_countsNoMore() {
        Tenant beta = tenant("beta", FREE);
        usageKeys.register(acme);
        usageKeys.register(beta);
        usageKeys.withdraw(acme);

        assertThat(planOf(acme.usageKey())).isEmpty();
        assertThat(planOf(beta.usageKey())).contains(FREE);
    }

    @Test
    void withdraw_whatIsNotThere_changesNothing() {
        usageKeys.withdraw(acme);
        usageKeys.register(acme);

        assertThat(planOf(acme.usageKey())).contains(FREE);
    }

    private static Tenant tenant(String name, PlanName plan) {
        return new Tenant(new TenantId(name), plan, UsageKey.random(RANDOM), Instant.EPOCH);
    }
}
