package farebox.billing.usage;

import static farebox.billing.SampleBooks.STANDARD;
import static farebox.billing.SampleBooks.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.Money;
import farebox.billing.invoice.InMemoryInvoiceStore;
import farebox.billing.invoice.Installation;
import farebox.billing.invoice.Invoice;
import farebox.billing.prepaid.GrantCredit;
import farebox.billing.prepaid.InMemoryBalances;
import farebox.kernel.Amounts;
import farebox.kernel.Deadline;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.NotFound;
import farebox.kernel.RequestId;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import farebox.metering.Resource;
import farebox.metering.Usage;
import farebox.metering.UsageEvent;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import farebox.metering.idempotency.IdempotencyRecord;
import farebox.metering.memory.InMemoryUsageLedger;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RefundCallTest {
    private static final TenantId ACME = new TenantId("acme");

    private final Installation installation =
            new Installation().price("2026-07-01T00:00:00Z", "0.05").at("2026-08-20T12:00:00Z");
    private final InMemoryUsageLedger ledger = new InMemoryUsageLedger();
    private final InMemoryBalances balances = new InMemoryBalances();
    private final InMemoryInvoiceStore invoices = installation.invoiceStore();
    private final RefundCall refund = new RefundCall(
            installation,
            ledger,
            new CallPrices(installation.books()::all),
            new RefundCall.Destinations(new GrantCredit(balances, 1), invoices),
            installation::now);

    @BeforeEach
    void aCall() {
        Usage usage = new Usage(
                ACME,
                new KeyId("k1234567"),
                Optional.empty(),
                STANDARD,
                Resource.model("small", "1"),
                Amounts.of(Meter.CALLS, 1),
                Instant.parse("2026-08-19T10:00:00Z"),
                Usage.Source.REQUEST);
        ledger.append(
                new UsageEvent(
                        EventId.ofRequest(ACME, new RequestId("1")),
                        usage,
                        new IdempotencyRecord(
                                new AttemptId("a"), new RequestId("1"), Sha256.of(new byte[0]), Optional.empty()),
                        Instant.parse("2026-10-01T00:00:00Z")),
                new Deadline(Instant.parse("2026-08-19T10:00:10Z")));
        installation.calls("2026-08-19T10:00:00Z", 7);
    }

    @Test
    void onAnInvoice_aCallIsRefundedOnce() {
        assertThat(refund.run(ACME, "r-1", "not delivered"))
                .isEqualTo(new RefundCall.Result(Money.of("0.05", USD), true));
        assertThat(refund.run(ACME, "r-1", "again").isNew()).isFalse();

        Invoice invoice = installation.preview("2026-08");
        assertThat(invoice.total().decimal()).isEqualTo("0.30");
        assertThat(invoice.lines()).last().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(Invoice.Kind.REFUND);
            assertThat(line.amount().decimal()).isEqualTo("-0.05");
        });
    }

    @Test
    void toAPrepaidTenant_aCallIsRefundedAsCredit() {
        installation.prepay();
        new GrantCredit(balances, 1).run(ACME, "g", Money.of("1.00", USD));

        refund.run(ACME, "r-1", "not delivered");
        refund.run(ACME, "r-1", "again");

        assertThat(balances.read(ACME).orElseThrow().available()).isEqualTo(Money.of("1.05", USD));
    }

    @Test
    void aCallThatWasNotBilled_isNotFound() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> refund.run(ACME, "r-2", "not delivered"))
                .withMessageContaining("r-2");
    }
}
