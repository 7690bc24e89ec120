package farebox.billing.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.invoice.BillingAccounts.Account;
import farebox.billing.invoice.InvoiceStore;
import farebox.billing.invoice.InvoiceStoreContract;
import farebox.billing.invoice.Tenants.Party;
import farebox.billing.invoice.Tenants.PaymentMode;
import farebox.kernel.TenantId;
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
                new Party("Acme", List.of("1 Main Street"), Optional.of("CHE-1")));
        assertThat(accounts.read(ACME)).isEqualTo(Account.unknown(ACME));

        accounts.write(ACME, account);

        assertThat(accounts.read(ACME)).isEqualTo(account);
    }
}
