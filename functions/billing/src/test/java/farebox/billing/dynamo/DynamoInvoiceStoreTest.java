package farebox.billing.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.Percentage;
import farebox.billing.invoice.BillingAccounts.Account;
import farebox.billing.invoice.InvoiceStore;
import farebox.billing.invoice.InvoiceStoreContract;
import farebox.billing.invoice.TaxPolicy.TaxRate;
import farebox.billing.invoice.Tenants.Party;
import farebox.billing.invoice.Tenants.PaymentMode;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class DynamoInvoiceStoreTest {
    private static final TenantId ACME = new TenantId("acme");

    @Nested
    final class Keeping extends InvoiceStoreContract {
        @Override
        protected InvoiceStore store() {
            return new DynamoInvoiceStore(new FakeDynamo(), "balances");
        }
    }

    @Test
    void account_isReadAsItWasWritten() {
        DynamoAccounts accounts = new DynamoAccounts(new FakeDynamo(), "balances");
        Account account = new Account(
                PaymentMode.PREPAID,
                ZoneId.of("Europe/Zurich"),
                new Party("Acme", List.of("1 Main Street"), Optional.of("CHE-1")),
                List.of(
                        new PlanSpan(new PlanName("free"), Instant.EPOCH),
                        new PlanSpan(new PlanName("standard"), Instant.parse("2026-08-20T12:00:00.001Z"))));
        assertThat(accounts.read(ACME)).isEqualTo(Account.unknown(ACME));

        accounts.write(ACME, account);

        assertThat(accounts.read(ACME)).isEqualTo(account);
    }

    @Test
    void taxRates_areOfTheTenantOrOfAll() {
        DynamoAccounts accounts = new DynamoAccounts(new FakeDynamo(), "balances");
        TaxRate vat = new TaxRate("VAT", Percentage.of("19"));
        TaxRate none = new TaxRate("reverse charge", Percentage.of("0"));
        assertThat(accounts.taxRate(Optional.of(ACME))).isEmpty();

        accounts.setTaxRate(Optional.empty(), vat);
        accounts.setTaxRate(Optional.of(ACME), none);

        assertThat(accounts.taxRate(Optional.of(ACME))).contains(none);
        assertThat(accounts.taxRate(Optional.empty())).contains(vat);
    }
}
