package farebox.billing.invoice;

import farebox.billing.invoice.EventLog.MeteredEvent;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.pricebook.PriceTimeline;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Adds up the events of tenants' months. What is kept grows with tenants, stretches, meters and models. */
final class MonthTotals {
    private final String month;
    private final List<BillingPeriod> periods;
    private final Map<TenantId, StretchTotals> totals = new HashMap<>();

    /** @param accounts at least one; events of other tenants are passed over */
    MonthTotals(String month, Collection<BillingAccount> accounts, PriceTimeline timeline) {
        this.month = month;
        this.periods = accounts.stream()
                .map(account -> BillingPeriod.of(month, account.zone()))
                .toList();
        accounts.forEach(account -> totals.put(account.tenant(), stretches(account, timeline)));
    }

    private StretchTotals stretches(BillingAccount account, PriceTimeline timeline) {
        BillingPeriod period = BillingPeriod.of(month, account.zone());
        return new StretchTotals(
                period.start(), List.copyOf(RatePeriod.edges(account, period, period.end(), timeline)));
    }

    /** Of the month that begins first. */
    Instant start() {
        return periods.stream()
                .map(BillingPeriod::start)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Of the month that ends last. */
    Instant end() {
        return periods.stream()
                .map(BillingPeriod::end)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    Set<TenantId> tenants() {
        return totals.keySet();
    }

    void add(MeteredEvent event) {
        StretchTotals total = totals.get(event.tenant());
        if (total != null) {
            total.add(event);
        }
    }

    void add(FrozenUsage part) {
        of(part.tenant()).add(part.parts());
    }

    FrozenUsage usage(TenantId tenant, Instant at) {
        return new FrozenUsage(tenant, month, at, of(tenant).parts());
    }

    private StretchTotals of(TenantId tenant) {
        return Objects.requireNonNull(totals.get(tenant));
    }
}
