package farebox.billing.invoice;

import static farebox.billing.SampleBooks.STANDARD;
import static farebox.billing.SampleBooks.USD;
import static farebox.billing.invoice.Installation.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.Money;
import farebox.billing.Plan;
import farebox.billing.PriceBook;
import farebox.billing.invoice.BillingAccounts.Account;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.billing.pricebook.PublishedBook;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RecordPlanChangeTest {
    private static final PlanName TEAM = new PlanName("team");

    private final Installation installation = new Installation().at("2026-08-16T12:00:00Z");
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final RecordPlanChange change =
            new RecordPlanChange(installation, accounts, installation.books, () -> installation.now);

    @BeforeEach
    void twoPlans() {
        installation.books.add(
                new PublishedBook(
                        Instant.parse("2026-07-01T00:00:00Z"),
                        new PriceBook(USD, Map.of(STANDARD, fee(STANDARD, "31.00"), TEAM, fee(TEAM, "62.00")))),
                new byte[0]);
    }

    @Test
    void aPlan_isNotedFromNowOn() {
        PlanSpan span = change.run(ACME, TEAM);

        assertThat(span).isEqualTo(new PlanSpan(TEAM, Instant.parse("2026-08-16T12:00:00Z")));
        assertThat(accounts.read(ACME).plans())
                .containsExactly(new PlanSpan(STANDARD, Instant.parse("2026-01-10T00:00:00Z")), span);
    }

    @Test
    void eachPlan_isChargedForItsPartOfTheMonth_toTheInstant() {
        installation.plan(change.run(ACME, TEAM)).at("2026-09-04T00:00:00Z");

        Invoice invoice = installation.invoices().close(ACME, "2026-08");

        assertThat(invoice.lines()).extracting(line -> line.amount().decimal()).containsExactly("15.50", "31.00");
        assertThat(invoice.total().decimal()).isEqualTo("46.50");
    }

    @Test
    void thePlanThatATenantHas_changesNothing() {
        change.run(ACME, STANDARD);

        assertThat(accounts.read(ACME)).isEqualTo(Account.unknown(ACME));
    }

    @Test
    void aPlanThatTheBookDoesNotHave_isRefusedWithThoseItHas() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> change.run(ACME, new PlanName("wishes")))
                .withMessageContainingAll("wishes", "standard", "team");
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> change.run(new TenantId("nobody"), TEAM));
    }

    private static Plan fee(PlanName name, String fee) {
        return new Plan(
                name, List.of(), Optional.of(Money.of(fee, USD)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static final class InMemoryAccounts implements BillingAccounts {
        private final Map<TenantId, Account> accounts = new HashMap<>();

        @Override
        public Account read(TenantId tenant) {
            return accounts.getOrDefault(tenant, Account.unknown(tenant));
        }

        @Override
        public void write(TenantId tenant, Account account) {
            accounts.put(tenant, account);
        }
    }
}
