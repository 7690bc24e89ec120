package farebox.billing.invoice;

import static farebox.billing.SampleBooks.STANDARD;
import static farebox.billing.SampleBooks.USD;
import static farebox.billing.invoice.Installation.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.Money;
import farebox.billing.Percentage;
import farebox.billing.Plan;
import farebox.billing.PriceBook;
import farebox.billing.Quantity;
import farebox.billing.UsageQuantities;
import farebox.billing.invoice.Invoice.Kind;
import farebox.billing.invoice.TaxPolicy.TaxRate;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.billing.pricebook.PublishedBook;
import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InvoicesTest {
    private final Installation installation = new Installation();

    @Test
    void preview_isWhatTheMonthComesToByNow() {
        installation.price("2026-07-01T00:00:00Z", "0.05").calls("2026-08-20T12:00:30Z", 7);

        Invoice invoice = installation.invoices().preview(ACME, "2026-08");

        assertThat(invoice.total().decimal()).isEqualTo("0.35");
        assertThat(invoice.lines()).hasSize(1);
        assertThat(invoice.number()).isEmpty();
        assertThat(invoice.issued()).isEmpty();
    }

    @Test
    void preview_ofAMonthThatHasNotBegunOrIsNone_isRefused() {
        Invoices invoices = installation.invoices();

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> invoices.preview(ACME, "2026-09"))
                .withMessageContaining("2026-09");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> invoices.preview(ACME, "August"))
                .withMessageContaining("YYYY-MM");
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> invoices.preview(new TenantId("other"), "2026-08"));
    }

    @Test
    void close_ofAnOpenMonth_isRefusedByName() {
        installation.at("2026-09-03T23:59:59Z");

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> installation.invoices().close(ACME, "2026-08"))
                .withMessageContainingAll("2026-08", "2026-09-04T00:00:00Z");
    }

    @Test
    void close_isStoredAndAnswersAgainWithTheSame() {
        installation
                .price("2026-07-01T00:00:00Z", "0.05")
                .calls("2026-08-02T10:00:00Z", 7)
                .at("2026-09-04T00:00:00Z");
        Invoice first = installation.invoices().close(ACME, "2026-08");
        installation.calls("2026-08-03T10:00:00Z", 1).at("2026-09-05T00:00:00Z");

        Invoice second = installation.invoices().close(ACME, "2026-08");

        assertThat(second).isEqualTo(first);
        assertThat(first.number()).contains("F-000001");
        assertThat(first.total().decimal()).isEqualTo("0.35");
        assertThat(installation.invoices().preview(ACME, "2026-08")).isEqualTo(first);
    }

    @Test
    void close_rerunFromTheSameUsage_hasTheSameHash() {
        installation.price("2026-07-01T00:00:00Z", "0.05").calls("2026-08-02T10:00:00Z", 7);
        Installation again = new Installation();
        again.price("2026-07-01T00:00:00Z", "0.05")
                .calls("2026-08-02T10:00:00Z", 3)
                .calls("2026-08-02T10:00:00Z", 4);
        Installation other = new Installation();
        other.price("2026-07-01T00:00:00Z", "0.05").calls("2026-08-02T10:00:00Z", 8);

        assertThat(again.at("2026-09-09T00:00:00Z")
                        .invoices()
                        .close(ACME, "2026-08")
                        .hash())
                .isEqualTo(installation
                        .at("2026-09-04T00:00:00Z")
                        .invoices()
                        .close(ACME, "2026-08")
                        .hash())
                .isNotEqualTo(other.at("2026-09-09T00:00:00Z")
                        .invoices()
                        .close(ACME, "2026-08")
                        .hash());
    }

    @Test
    void close_ofAMonthWithoutUsage_isZeroAndTakesNoNumber() {
        installation.at("2026-09-04T00:00:00Z");

        Invoice invoice = installation.invoices().close(ACME, "2026-08");

        assertThat(invoice.total()).isEqualTo(Money.zero(USD));
        assertThat(invoice.number()).isEmpty();
    }

    @Test
    void close_waitsUntilTheSumsEqualTheEvents() {
        installation.price("2026-07-01T00:00:00Z", "0.05").calls("2026-08-02T10:00:00Z", 7);
        installation.sums.clear();
        installation.at("2026-09-04T00:00:00Z");

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> installation.invoices().close(ACME, "2026-08"))
                .withMessageContaining("2026-08");
        assertThat(installation.store.list(Optional.empty())).isEmpty();
    }

    @Test
    void lateUsage_isOnTheNextInvoiceOnce() {
        installation
                .price("2026-07-01T00:00:00Z", "0.05")
                .calls("2026-08-02T10:00:00Z", 7)
                .calls("2026-09-02T10:00:00Z", 1)
                .at("2026-09-04T00:00:00Z");
        installation.invoices().close(ACME, "2026-08");
        installation.calls("2026-08-31T23:59:00Z", 2).at("2026-10-04T00:00:00Z");
        Invoice september = installation.invoices().close(ACME, "2026-09");
        Invoice october = installation.at("2026-11-04T00:00:00Z").invoices().close(ACME, "2026-10");

        assertThat(september.lines()).extracting(Invoice.Line::kind).containsExactly(Kind.LATE_USAGE, Kind.USAGE);
        assertThat(september.lines().getFirst().label()).isEqualTo("late usage for 2026-08");
        assertThat(september.total().decimal()).isEqualTo("0.15");
        assertThat(october.total().decimal()).isEqualTo("0.00");
    }

    @Test
    void prices_changeWithTheMinute() {
        installation
                .price("2026-07-01T00:00:00Z", "0.05")
                .price("2026-08-10T00:00:30Z", "0.10")
                .calls("2026-08-09T23:59:59Z", 2)
                .calls("2026-08-10T00:00:01Z", 3);

        Invoice invoice = installation.invoices().preview(ACME, "2026-08");

        assertThat(invoice.lines()).extracting(line -> line.amount().decimal()).containsExactly("0.10", "0.30");
        assertThat(invoice.lines().getLast().start()).isEqualTo(Instant.parse("2026-08-10T00:00:00Z"));
    }

    @Test
    void plans_changeInsideAMonthAndFixedAmountsAreProratedByTheInstant() {
        PlanName gold = new PlanName("gold");
        Plan base = new Plan(STANDARD, List.of(), usd("31"), Optional.empty(), Optional.empty(), Optional.empty());
        Plan dear = new Plan(gold, List.of(), usd("62"), Optional.empty(), Optional.empty(), Optional.empty());
        installation.books.add(
                new PublishedBook(
                        Instant.parse("2026-07-01T00:00:00Z"), new PriceBook(USD, Map.of(STANDARD, base, gold, dear))),
                new byte[0]);
        installation
                .plan(new PlanSpan(gold, Instant.parse("2026-08-11T00:00:00Z")))
                .at("2026-09-04T00:00:00Z");

        Invoice invoice = installation.invoices().close(ACME, "2026-08");

        assertThat(invoice.lines()).extracting(line -> line.amount().decimal()).containsExactly("10.00", "42.00");
        assertThat(invoice.total().decimal()).isEqualTo("52.00");
    }

    @Test
    void usageBeforeAnyPrice_costsNothingAndIsShown() {
        installation
                .price("2026-08-10T00:00:00Z", "0.05")
                .calls("2026-08-01T00:00:00Z", 2)
                .calls("2026-08-10T00:00:00Z", 3);

        Invoice invoice = installation.invoices().preview(ACME, "2026-08");

        assertThat(invoice.lines()).extracting(Invoice.Line::kind).containsExactly(Kind.UNPRICED, Kind.USAGE);
        assertThat(invoice.lines().getFirst().quantity()).isEqualTo(Quantity.of(2));
        assertThat(invoice.total().decimal()).isEqualTo("0.15");
    }

    @Test
    void months_beginInTheTenantsTimeZone() {
        installation
                .in("America/New_York")
                .price("2026-07-01T00:00:00Z", "0.05")
                .calls("2026-08-01T03:59:59Z", 1)
                .calls("2026-08-01T04:00:00Z", 10)
                .calls("2026-09-01T03:59:59Z", 100)
                .at("2026-09-05T00:00:00Z");

        assertThat(installation.invoices().close(ACME, "2026-08").total().decimal())
                .isEqualTo("5.50");
    }

    @Test
    void prepaidUsage_isShownAndNotOwed() {
        installation.prepay().price("2026-07-01T00:00:00Z", "0.0333").calls("2026-08-02T10:00:00Z", 7);

        Invoice invoice = installation.invoices().preview(ACME, "2026-08");

        assertThat(invoice.lines()).extracting(Invoice.Line::kind).containsExactly(Kind.USAGE, Kind.PREPAID_CREDIT);
        assertThat(invoice.total()).isEqualTo(Money.zero(USD));
    }

    @Test
    void taxes_areOnTheSubtotal() {
        installation.price("2026-07-01T00:00:00Z", "10").calls("2026-08-02T10:00:00Z", 3);

        Invoice invoice = installation
                .invoices(TaxPolicy.configured(tenant -> Optional.of(new TaxRate("VAT", Percentage.of("8.1")))))
                .preview(ACME, "2026-08");

        assertThat(invoice.subtotal().decimal()).isEqualTo("30.00");
        assertThat(invoice.taxes()).extracting(tax -> tax.amount().decimal()).containsExactly("2.43");
        assertThat(invoice.total().decimal()).isEqualTo("32.43");
    }

    @Test
    void creditNotes_giveBackAtMostWhatIsLeftOfTheirLine() {
        installation
                .price("2026-07-01T00:00:00Z", "0.05")
                .calls("2026-08-02T10:00:00Z", 7)
                .at("2026-09-04T00:00:00Z");
        installation.invoices().close(ACME, "2026-08");
        IssueCreditNote issue = new IssueCreditNote(installation.store, () -> installation.now);

        CreditNote note = issue.run(command("2026-08", 1, "0.30"));

        assertThat(note.number()).isEqualTo("C-000001");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> issue.run(command("2026-08", 1, "0.06")))
                .withMessageContainingAll("line 1", "0.05 USD left");
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> issue.run(command("2026-08", 1, "0")));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> issue.run(command("2026-08", 1, "0.001")));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> issue.run(command("2026-08", 2, "0.01")));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> issue.run(command("2026-07", 1, "0.01")));
        assertThat(issue.run(command("2026-08", 1, "0.05")).number()).isEqualTo("C-000002");
    }

    @Test
    void usage_ofNothingEqualsNone() {
        assertThat(UsageQuantities.of(Meter.CALLS, Installation.SMALL, Quantity.ZERO)
                        .withoutZeros())
                .isEqualTo(UsageQuantities.NONE);
    }

    private static IssueCreditNote.Command command(String month, int line, String amount) {
        return new IssueCreditNote.Command(ACME, month, line, Money.of(amount, USD), "a test");
    }

    private static Optional<Money> usd(String decimal) {
        return Optional.of(Money.of(decimal, USD));
    }
}
