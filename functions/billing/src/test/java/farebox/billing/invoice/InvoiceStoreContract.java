package farebox.billing.invoice;

import static farebox.billing.SampleBooks.USD;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.Channel;
import farebox.billing.ExactAmount;
import farebox.billing.Money;
import farebox.billing.Quantity;
import farebox.billing.UsageQuantities;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link InvoiceStore} keeps. */
public abstract class InvoiceStoreContract {
    private static final TenantId ACME = new TenantId("acme");

    /** Empty, and new for each test. */
    protected abstract InvoiceStore store();

    @Test
    void find_givesWhatWasAdded() {
        InvoiceStore store = store();
        Invoice added = add(store, "acme", "2026-08");

        assertThat(added).isEqualTo(SampleInvoices.closed("acme", "2026-08", 1));
        assertThat(store.find(ACME, "2026-08")).contains(added);
        assertThat(store.find(ACME, "2026-07")).isEmpty();
        assertThat(store.find(new TenantId("acme-2"), "2026-08")).isEmpty();
    }

    @Test
    void add_keepsTheFirstInvoiceOfAMonthAndLeavesNoGapInTheNumbers() {
        InvoiceStore store = store();
        Invoice first = add(store, "acme", "2026-08");

        assertThat(add(store, "acme", "2026-08")).isEqualTo(first);

        assertThat(add(store, "other", "2026-08").number()).contains("F-000002");
    }

    @Test
    void add_withoutANumber_takesNone() {
        InvoiceStore store = store();
        Invoice unnumbered = store.add(
                SampleInvoices.draft("acme", "2026-07"),
                false,
                number -> SampleInvoices.draft("acme", "2026-07")
                        .closed(number.map(String::valueOf), SampleInvoices.ISSUED));

        assertThat(unnumbered.number()).isEmpty();
        assertThat(store.find(ACME, "2026-07")).contains(unnumbered);
        assertThat(add(store, "acme", "2026-08").number()).contains("F-000001");
    }

    @Test
    void aRefund_isKeptOnceForItsEvent_andReadByMonth() {
        InvoiceStore store = store();
        Refund refund = refund("0.00333");

        assertThat(store.add(refund)).isTrue();
        assertThat(store.add(refund("0.5"))).isFalse();

        assertThat(store.refunds(ACME, "2026-08")).containsExactly(refund);
        assertThat(store.refunds(ACME, "2026-07")).isEmpty();
        assertThat(store.refunds(new TenantId("other"), "2026-08")).isEmpty();
    }

    private static Refund refund(String amount) {
        return new Refund(
                "r-1", ACME, "2026-08", ExactAmount.parse(amount, USD), "not delivered", SampleInvoices.ISSUED);
    }

    @Test
    void freeze_keepsTheFirstUsageOfAMonth() {
        InvoiceStore store = store();
        FrozenUsage first = frozen(7);
        store.freeze(first);

        store.freeze(frozen(8));

        assertThat(store.frozen(ACME, "2026-08")).contains(first);
        assertThat(store.frozen(ACME, "2026-07")).isEmpty();
        assertThat(store.frozen(new TenantId("other"), "2026-08")).isEmpty();
    }

    private static FrozenUsage frozen(long calls) {
        Instant start = Instant.parse("2026-08-01T00:00:00Z");
        return new FrozenUsage(
                ACME,
                "2026-08",
                SampleInvoices.ISSUED,
                List.of(new FrozenUsage.Part(
                        start,
                        Instant.parse("2026-09-01T00:00:00Z"),
                        new UsageQuantities(Map.of(
                                new UsageQuantities.Item(Meter.CALLS, new ModelName("small"), Channel.REQUEST),
                                        Quantity.of(calls),
                                new UsageQuantities.Item(Meter.CALLS, new ModelName("small"), Channel.BATCH),
                                        Quantity.of(3))))));
    }

    @Test
    void list_isByMonthOfOneTenantOrOfAll() {
        InvoiceStore store = store();
        add(store, "other", "2026-07");
        add(store, "acme", "2026-08");
        add(store, "acme", "2026-07");

        assertThat(store.list(Optional.of(ACME))).extracting(Invoice::month).containsExactly("2026-07", "2026-08");
        assertThat(store.list(Optional.empty()))
                .extracting(invoice -> invoice.tenant().value())
                .containsExactly("acme", "other", "acme");
    }

    @Test
    void creditNotes_areNumberedOnTheirOwnAndGuardedAgainstEachOther() {
        InvoiceStore store = store();
        add(store, "acme", "2026-08");

        assertThat(store.add(0, number -> note(number, "0.10"), ACME)).contains(note(1, "0.10"));
        assertThat(store.add(0, number -> note(number, "0.20"), ACME)).isEmpty();
        assertThat(store.add(1, number -> note(number, "0.20"), ACME)).contains(note(2, "0.20"));

        assertThat(store.creditNotes(ACME)).containsExactly(note(1, "0.10"), note(2, "0.20"));
        assertThat(store.creditNotes(new TenantId("other"))).isEmpty();
    }

    private static Invoice add(InvoiceStore store, String tenant, String month) {
        Invoice draft = SampleInvoices.draft(tenant, month);
        return store.add(draft, true, number -> SampleInvoices.closed(tenant, month, number.orElseThrow()));
    }

    private static CreditNote note(long number, String amount) {
        return new CreditNote(
                "C-%06d".formatted(number),
                ACME,
                "2026-08",
                1,
                Money.of(amount, USD),
                "a call that was not delivered",
                SampleInvoices.ISSUED);
    }
}
