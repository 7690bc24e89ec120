package farebox.billing.invoice;

import static farebox.billing.SampleBooks.STANDARD;
import static farebox.billing.SampleBooks.USD;
import static farebox.billing.invoice.Installation.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import farebox.billing.Currency;
import farebox.billing.Money;
import farebox.billing.Plan;
import farebox.billing.PriceBook;
import farebox.billing.SampleBooks;
import farebox.billing.document.InvoiceCsv;
import farebox.billing.document.InvoiceHtml;
import farebox.billing.export.ExportUsage;
import farebox.billing.json.PriceBookFormat;
import farebox.billing.json.UsageCsv;
import farebox.billing.pricebook.PublishPriceBook;
import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Input that an operator gets wrong: each is a clear error, and no money is created or lost. */
final class BadInputTest {
    private static final byte[] JSON = SampleBooks.perCallJson("0.05");

    private final Installation installation =
            new Installation().price("2026-07-01T00:00:00Z", "0.05").calls("2026-08-02T10:00:00Z", 7);
    private final PublishPriceBook publish =
            new PublishPriceBook(installation.books, () -> Set.of(STANDARD), () -> installation.now);

    @Test
    void aGapBetweenTiersAndTheEnd_isNamed() {
        assertIsRefused(
                graduated("{\"up_to\": 10, \"unit_price\": \"1\"}, {\"up_to\": 20, \"unit_price\": \"1\"}"),
                "line 1",
                "tiers/1/up_to",
                "usage above 20 has no price");
    }

    @Test
    void anOverlapBetweenTiers_isNamed() {
        assertIsRefused(
                graduated("{\"up_to\": 10, \"unit_price\": \"1\"}, {\"up_to\": 5, \"unit_price\": \"1\"},"
                        + " {\"up_to\": null, \"unit_price\": \"1\"}"),
                "tiers/1/up_to",
                "tier 2 overlaps");
    }

    @Test
    void aNegativePrice_isNamed() {
        assertIsRefused(text("0.05").replace("0.05", "-0.05"), "unit_price", "-0.05");
    }

    @Test
    void anUnknownMeter_isNamed() {
        assertIsRefused(text("0.05").replace("calls", "wishes"), "meter", "wishes");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() ->
                        new UsageCsv().read("meter,model,quantity\nwishes,m,1\n".getBytes(StandardCharsets.UTF_8)))
                .withMessageContainingAll("line 2", "wishes");
    }

    @Test
    void anUnknownCurrency_isNamed() {
        assertIsRefused(text("0.05").replace("USD", "XYZ"), "currency", "XYZ");
    }

    @Test
    void twoBooksForOneInstant_areRefused_andTheFirstHolds() {
        Instant from = Instant.parse("2026-09-01T00:00:00Z");
        publish.from(from, SampleBooks.perCall("0.05"), JSON);

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> publish.from(from, SampleBooks.perCall("0.06"), JSON))
                .withMessageContaining("2026-09-01T00:00:00Z");
        assertThat(installation.books.all().at(from).orElseThrow().book()).isEqualTo(SampleBooks.perCall("0.05"));
    }

    @Test
    void aPlanInUse_cannotBeWithdrawn() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> publish.now(new PriceBook(USD, Map.of()), JSON))
                .withMessageContaining("standard");
    }

    @Test
    void currenciesThatAreMixed_areNamedBoth() {
        Money dollar = Money.of("1", USD);
        Money euro = Money.of("1", new Currency("EUR"));

        assertThatIllegalArgumentException().isThrownBy(() -> dollar.plus(euro)).withMessageContainingAll("USD", "EUR");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> publish.now(new PriceBook(new Currency("EUR"), Map.of(STANDARD, plan())), JSON))
                .withMessageContainingAll("USD", "EUR");
    }

    @Test
    void aPeriodWhoseEndIsBeforeItsStart_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new ExportUsage.Request(
                        Instant.parse("2026-09-01T00:00:00Z"), Instant.parse("2026-08-01T00:00:00Z"), Map.of()))
                .withMessageContaining("after the start");
    }

    @Test
    void anOpenMonth_cannotBeClosed_andNothingIsStored() {
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> installation.invoices().close(ACME, "2026-08"))
                .withMessageContainingAll("2026-08 is open", "2026-09-04T00:00:00Z");
        assertThat(installation.store.frozen(ACME, "2026-08")).isEmpty();
    }

    @Test
    void aClosedMonth_answersWithItsInvoice() {
        installation.at("2026-09-04T00:00:00Z");
        Invoice first = installation.invoices().close(ACME, "2026-08");

        assertThat(installation.invoices().close(ACME, "2026-08")).isEqualTo(first);
        assertThat(installation.store.list(Optional.empty())).containsExactly(first);
    }

    @Test
    void aCreditNoteLargerThanItsLine_isRefused() {
        installation.at("2026-09-04T00:00:00Z").invoices().close(ACME, "2026-08");
        IssueCreditNote issue = new IssueCreditNote(installation.store, () -> installation.now);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() ->
                        issue.run(new IssueCreditNote.Command(ACME, "2026-08", 1, Money.of("0.36", USD), "a test")))
                .withMessageContainingAll("0.35 USD left", "0.36");
        assertThat(installation.store.creditNotes(ACME)).isEmpty();
    }

    @Test
    void aTenantWithoutAnAddress_isBilled_andNamed() {
        Invoice invoice = installation.at("2026-09-04T00:00:00Z").invoices().close(ACME, "2026-08");

        assertThat(invoice.total().decimal()).isEqualTo("0.35");
        assertThat(invoice.partiesWithoutAddress()).containsExactly("Operator", "Acme");
        assertThat(InvoiceHtml.of(invoice)).contains("Acme");
        assertThat(InvoiceCsv.of(invoice)).contains("0.35");
    }

    private static Plan plan() {
        return Plan.of(STANDARD, List.of());
    }

    private static String text(String unitPrice) {
        return new String(SampleBooks.perCallJson(unitPrice), StandardCharsets.UTF_8);
    }

    private static String graduated(String tiers) {
        return "{\"currency\": \"USD\", \"plans\": {\"standard\": {\"prices\": [{\"id\": \"p\", \"meter\": \"calls\","
                + " \"model\": \"graduated\", \"tiers\": [" + tiers + "]}]}}}";
    }

    private static void assertIsRefused(String book, String... words) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new PriceBookFormat().read(book.getBytes(StandardCharsets.UTF_8)))
                .withMessageContainingAll(words);
    }
}
