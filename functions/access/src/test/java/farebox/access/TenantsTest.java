package farebox.access;

import static farebox.access.AccessFixture.ACME;
import static farebox.access.AccessFixture.FREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import farebox.access.CreateTenant.Outcome;
import farebox.access.memory.InMemoryAccessStore;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import org.junit.jupiter.api.Test;

class TenantsTest {
    private final AccessFixture accessFixture = new AccessFixture(new InMemoryAccessStore());

    @Test
    void create_isStoredAndRegistered() {
        Outcome outcome = accessFixture.createTenant.run(ACME, FREE);

        assertThat(outcome).isInstanceOf(Outcome.Created.class);
        assertThat(new ListTenants(accessFixture.store).run()).containsExactly(outcome.tenant());
        assertThat(accessFixture.usageKeys.planOf(outcome.tenant().usageKey())).contains(FREE);
    }

    @Test
    void create_again_saysSoAndChangesNothing() {
        Tenant first = accessFixture.createTenant.run(ACME, FREE).tenant();

        assertThat(accessFixture.createTenant.run(ACME, FREE)).isEqualTo(new Outcome.AlreadyThere(first));
    }

    @Test
    void create_again_mendsALostRegistration() {
        Tenant tenant = accessFixture.createTenant.run(ACME, FREE).tenant();
        accessFixture.usageKeys.withdraw(tenant);
        accessFixture.createTenant.run(ACME, FREE);

        assertThat(accessFixture.usageKeys.planOf(tenant.usageKey())).contains(FREE);
    }

    @Test
    void create_againOnAnotherPlan_isRefused() {
        accessFixture.createTenant.run(ACME, FREE);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> accessFixture.createTenant.run(ACME, new PlanName("team")))
                .withMessageContaining("on plan free");
    }

    @Test
    void changePlan_movesTheTenantAndKeepsItsUsageKey() {
        Tenant before = accessFixture.createTenant.run(ACME, FREE).tenant();

        Tenant after = changePlan().run(ACME, new PlanName("team"));

        assertThat(after).isEqualTo(new Tenant(ACME, new PlanName("team"), before.usageKey(), before.created()));
        assertThat(new ListTenants(accessFixture.store).run()).containsExactly(after);
        assertThat(accessFixture.usageKeys.planOf(before.usageKey())).contains(new PlanName("team"));
        assertThat(changePlan().run(ACME, new PlanName("team"))).isEqualTo(after);
    }

    @Test
    void changePlan_ofATenantThatIsNone_isNotFound() {
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> changePlan().run(ACME, FREE));
    }

    @Test
    void changePlan_toOneThatTheGatewayDoesNotHave_keepsTheOld() {
        Tenant before = accessFixture.createTenant.run(ACME, FREE).tenant();

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> changePlan().run(ACME, new PlanName("wishes")));

        assertThat(new ListTenants(accessFixture.store).run()).containsExactly(before);
        assertThat(accessFixture.usageKeys.planOf(before.usageKey())).contains(FREE);
    }

    private ChangePlan changePlan() {
        return new ChangePlan(accessFixture.store, accessFixture.usageKeys);
    }

    @Test
    void create_theOwnerOfPublicModels_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> accessFixture.createTenant.run(new TenantId("public"), FREE));
    }

    @Test
    void close_endsItsKeysAndItsPlace_untilItIsCreatedAgain() {
        IssuedKey issued = accessFixture.acmesKey();
        Tenant tenant = accessFixture.store.ring(ACME).orElseThrow().tenant();
        accessFixture.closeTenant.run(ACME);

        assertThat(accessFixture.listKeys.run(ACME))
                .extracting(ListedKey::id, ListedKey::state)
                .containsExactly(tuple(issued.key().id(), new KeyState.Revoked(accessFixture.clock.instant())));
        assertThat(accessFixture.usageKeys.planOf(tenant.usageKey())).isEmpty();

        accessFixture.acmesKey();

        assertThat(accessFixture.usageKeys.planOf(tenant.usageKey())).contains(FREE);
    }

    @Test
    void close_unknownTenant_isNotFound() {
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> accessFixture.closeTenant.run(ACME));
    }
}
