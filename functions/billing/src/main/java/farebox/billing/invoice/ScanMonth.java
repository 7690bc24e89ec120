package farebox.billing.invoice;

import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.invoice.UsageScans.Segment;
import farebox.billing.invoice.UsageScans.SegmentedLog;
import farebox.kernel.Conflict;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Fixes the usage of a month whose events are more than one task reads: many tasks each read a segment of the log and
 * keep what it comes to, and the month is frozen by their sum.
 */
public final class ScanMonth {
    private final Invoices.Sources sources;
    private final SegmentedLog log;
    private final Stores stores;
    private final InstantSource clock;

    public ScanMonth(Invoices.Sources sources, SegmentedLog log, Stores stores, InstantSource clock) {
        this.sources = sources;
        this.log = log;
        this.stores = stores;
        this.clock = clock;
    }

    /** Where usage is kept. */
    public record Stores(InvoiceStore invoices, UsageScans scans) {}

    /**
     * Reads a segment; repeating it changes nothing.
     *
     * @param scan the name of this reading of all segments
     * @throws Unavailable if a store does not answer; repeat it
     */
    public void run(String scan, String month, Segment segment) {
        List<BillingAccount> open = tenants().stream()
                .filter(tenant -> stores.invoices().frozen(tenant, month).isEmpty())
                .map(sources.tenants()::account)
                .toList();
        if (!open.isEmpty()) {
            read(scan, month, segment, open);
        }
    }

    private void read(String scan, String month, Segment segment, List<BillingAccount> open) {
        MonthTotals totals = new MonthTotals(month, open, sources.books().all());
        log.read(segment, totals.start(), totals.end(), totals::add);
        Instant now = clock.instant();
        open.stream()
                .map(account -> totals.usage(account.tenant(), now))
                .filter(usage -> !usage.all().isNone())
                .forEach(usage -> stores.scans().write(scan, segment, usage));
    }

    /**
     * Freezes what is not frozen yet by what every segment of the scan came to.
     *
     * @return whose usage is frozen now
     * @throws Conflict if the month is open for one of them; says until when
     * @throws Unavailable if the sums do not equal the events yet, or a store does not answer; repeat it, with another
     *     scan if events came after this one
     */
    public List<TenantId> freeze(String scan, String month) {
        List<TenantId> tenants = tenants();
        new FreezeMonth(sources, stores.invoices(), clock)
                .run(
                        month,
                        tenants,
                        totals -> totals.tenants()
                                .forEach(tenant ->
                                        stores.scans().read(scan, tenant, month).forEach(totals::add)));
        return tenants;
    }

    private List<TenantId> tenants() {
        return sources.tenants().all().stream().sorted().toList();
    }
}
