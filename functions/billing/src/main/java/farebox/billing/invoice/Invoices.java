package farebox.billing.invoice;

import farebox.billing.UsageQuantities;
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
import java.util.Optional;

/** Shows and closes months. */
public final class Invoices {
    /** How long after its end a month takes usage that was late; it cannot be closed before. */
    public static final Duration GRACE = Duration.ofDays(3);

    private static final Duration DEFAULT_RETRY = Duration.ofMinutes(1);

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
    public record Sources(Tenants tenants, PriceBooks books, UsageTotals sums, UsageTotals log) {}

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

    private Invoice close(BillingAccount account, BillingPeriod period) {
        requireOver(period);
        requireEqualSums(account.tenant(), period);
        Invoice draft = draft(sources.log(), account, period, period.end());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        boolean needsNumber =
                !draft.lines().stream().allMatch(line -> line.amount().isZero());
        return store.add(
                draft, needsNumber, number -> draft.closed(number.map(next -> "%s-%06d".formatted("F", next)), now));
    }

    private Invoice draft(UsageTotals usage, BillingAccount account, BillingPeriod period, Instant end) {
        PriceTimeline timeline = sources.books().all();
        Optional<Invoice> earlier =
                store.find(account.tenant(), period.previous().toString());
        return new DraftInvoice(new RatePeriod(usage), sources.tenants(), taxPolicy)
                .run(account, period, end, timeline, earlier);
    }

    private void requireOver(BillingPeriod period) {
        Instant closes = period.end().plus(GRACE);
        if (clock.instant().isBefore(closes)) {
            throw new Conflict(
                    "the month " + period + " is open; it can be closed from " + closes + " on, when late usage is in",
                    Duration.between(clock.instant(), closes));
        }
    }

    private void requireEqualSums(TenantId tenant, BillingPeriod period) {
        UsageQuantities events = sources.log().of(tenant, period.start(), period.end());
        UsageQuantities sums = sources.sums().of(tenant, period.start(), period.end());
        if (!events.withoutZeros().equals(sums.withoutZeros())) {
            throw new Unavailable(
                    "the sums of " + tenant + " for " + period + " do not equal its events: " + sums.quantities()
                            + " and " + events.quantities() + "; see whether the rollup lags",
                    DEFAULT_RETRY);
        }
    }
}
