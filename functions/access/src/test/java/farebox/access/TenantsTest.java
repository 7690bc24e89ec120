package farebox.access;

import static farebox.access.Office.ACME;
import static farebox.access.Office.FREE;
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
    private final Office office = new Office(new InMemoryAccessStore());

    @Test
    void create_isStoredAndRegistered() {
        Outcome outcome = office.createTenant.run(ACME, FREE);

        assertThat(outcome).isInstanceOf(Outcome.Created.class);
        assertThat(new ListTenants(office.store).run()).containsExactly(outcome.tenant());
        assertThat(office.usageKeys.planOf(outcome.tenant().usageKey())).contains(FREE);
    }

    @Test
    void create_again_saysSoAndChangesNothing() {
        Tenant first = office.createTenant.run(ACME, FREE).tenant();

        assertThat(office.createTenant.run(ACME, FREE)).isEqualTo(new Outcome.AlreadyThere(first));
    }

    @Test
    void create_again_mendsALostRegistration() {
        Tenant tenant = office.createTenant.run(ACME, FREE).tenant();
        office.usageKeys.withdraw(tenant);
        office.createTenant.run(ACME, FREE);

        assertThat(office.usageKeys.planOf(tenant.usageKey())).contains(FREE);
    }

    @Test
    void create_againOnAnotherPlan_isRefused() {
        office.createTenant.run(ACME, FREE);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> office.createTenant.run(ACME, new PlanName("team")))
                .withMessageContaining("on plan free");
    }

    @Test
    void create_theOwnerOfPublicModels_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> office.createTenant.run(new TenantId("public"), FREE));
    }

    @Test
    void close_endsItsKeysAndItsPlace_untilItIsCreatedAgain() {
        IssuedKey issued = office.acmesKey();
        Tenant tenant = office.store.ring(ACME).orElseThrow().tenant();
        office.closeTenant.run(ACME);

        assertThat(office.listKeys.run(ACME))
                .extracting(ListedKey::id, ListedKey::state)
                .containsExactly(tuple(issued.key().id(), new KeyState.Revoked(office.clock.instant())));
        assertThat(office.usageKeys.planOf(tenant.usageKey())).isEmpty();

        office.acmesKey();

        assertThat(office.usageKeys.planOf(tenant.usageKey())).contains(FREE);
    }

    @Test
    void close_unknownTenant_isNotFound() {
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> office.closeTenant.run(ACME));
    }
}
