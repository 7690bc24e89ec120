package farebox.billing.invoice;

import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.pricebook.PriceBooks;
import farebox.billing.pricebook.PriceTimeline;
import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Shows and closes months. */
public final class Invoices {
    /** How long after its end a month takes usage that was late; it cannot be closed before. */
    public static final Duration GRACE = Duration.ofDays(3);

    private final Sources sources;
    private final InvoiceStore store;
    private final TaxPolicy taxPolicy;
    private final InstantSource clock;

    public Invoices(Sources sources, InvoiceStore store, TaxPolicy taxPolicy, InstantSource clock) {
        this.sources = sources;
        this.store = store;
        this.taxPolicy = taxPolicy;
        this.clock = clock;
    }

    /**
     * What amounts follow from.
     *
     * @param sums of usage, quick to read
     * @param log the events themselves, which a month is closed by
     */
    public record Sources(Tenants tenants, PriceBooks books, UsageTotals sums, EventLog log) {}

    /**
     * The invoice of a closed month, or what an open one comes to by now.
     *
     * @throws NotFound if there is no such tenant
     * @throws InvalidRequest if the month is not written YYYY-MM, or has not begun
     */
    public Invoice preview(TenantId tenant, String month) {
        BillingAccount account = sources.tenants().account(tenant);
        BillingPeriod period = BillingPeriod.of(month, account.zone());
        Instant nextMinute = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        if (!period.start().isBefore(nextMinute)) {
            throw new InvalidRequest("the month " + period + " has not begun", "month");
        }
        Instant end = nextMinute.isBefore(period.end()) ? nextMinute : period.end();
        return store.find(tenant, period.toString()).orElseGet(() -> draft(sources.sums(), account, period, end));
    }

    /**
     * Closes a month; a closed one answers with its invoice.
     *
     * @throws NotFound if there is no such tenant
     * @throws InvalidRequest if the month is not written YYYY-MM
     * @throws Conflict if the month is open; says until when
     * @throws Unavailable if the sums of usage do not equal the events yet
     */
    public Invoice close(TenantId tenant, String month) {
        BillingAccount account = sources.tenants().account(tenant);
        BillingPeriod period = BillingPeriod.of(month, account.zone());
        return store.find(tenant, period.toString()).orElseGet(() -> close(account, period));
    }

    /**
     * What a month's frozen usage comes to; a closed month answers with its invoice. The month is frozen if it is not
     * yet.
     *
     * @throws NotFound if there is no such tenant
     * @throws Conflict if the month is open; says until when
     * @throws Unavailable if the sums of usage do not equal the events yet
     */
    public Invoice rate(TenantId tenant, String month) {
        BillingAccount account = sources.tenants().account(tenant);
        BillingPeriod period = BillingPeriod.of(month, account.zone());
        return store.find(tenant, period.toString()).orElseGet(() -> draft(account, period));
    }

    private Invoice close(BillingAccount account, BillingPeriod period) {
        Invoice draft = draft(account, period);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        boolean needsNumber =
                !draft.lines().stream().allMatch(line -> line.amount().isZero());
        return store.add(
                draft, needsNumber, number -> draft.closed(number.map(next -> "%s-%06d".formatted("F", next)), now));
    }

    private Invoice draft(BillingAccount account, BillingPeriod period) {
        FrozenUsage frozen = new FreezeMonth(sources, store, clock)
                .run(period.toString(), List.of(account.tenant()))
                .getFirst();
        return draft(frozen.totals(), account, period, period.end());
    }

    /** Late usage is told by the sums: events of the month before may have expired, sums do not. */
    private Invoice draft(UsageTotals usage, BillingAccount account, BillingPeriod period, Instant end) {
        PriceTimeline timeline = sources.books().all();
        Optional<Invoice> earlier =
                store.find(account.tenant(), period.previous().toString());
        DraftInvoice.Rates rates = new DraftInvoice.Rates(new RatePeriod(usage), new RatePeriod(sources.sums()));
        DraftInvoice.Earlier before =
                new DraftInvoice.Earlier(earlier, store.refunds(account.tenant(), period.toString()));
        return new DraftInvoice(rates, sources.tenants(), taxPolicy).run(account, period, end, timeline, before);
    }
}
