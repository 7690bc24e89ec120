package farebox.billing.invoice;

import farebox.billing.UsageQuantities;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.pricebook.PriceTimeline;
import farebox.kernel.Conflict;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Fixes the usage of a month. All tenants' events are read in one pass, compared with the sums, and stored; the sums
 * are equal once the rollup has read the stream of events up to here.
 */
public final class FreezeMonth {
    private static final Duration DEFAULT_RETRY = Duration.ofMinutes(1);

    private final Invoices.Sources sources;
    private final InvoiceStore store;
    private final InstantSource clock;

    public FreezeMonth(Invoices.Sources sources, InvoiceStore store, InstantSource clock) {
        this.sources = sources;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Freezes what is not frozen yet; repeating it changes nothing.
     *
     * @return the usage of these tenants, in their order
     * @throws Conflict if the month is open for one of them; says until when
     * @throws Unavailable if the sums do not equal the events yet, or a store does not answer; repeat it
     */
    public List<FrozenUsage> run(String month, Collection<TenantId> tenants) {
        Map<TenantId, FrozenUsage> frozen = new HashMap<>();
        List<BillingAccount> open = new ArrayList<>();
        for (TenantId tenant : tenants) {
            store.frozen(tenant, month)
                    .ifPresentOrElse(
                            usage -> frozen.put(tenant, usage),
                            () -> open.add(sources.tenants().account(tenant)));
        }
        freeze(month, open);
        // Of two that froze at once the first holds, so that what was just frozen is read.
        return tenants.stream()
                .map(tenant -> Optional.ofNullable(frozen.get(tenant))
                        .or(() -> store.frozen(tenant, month))
                        .orElseThrow())
                .toList();
    }

    private void freeze(String month, List<BillingAccount> accounts) {
        Instant now = clock.instant();
        accounts.forEach(account -> period(month, account).requireClosable(now));
        if (accounts.isEmpty()) {
            return;
        }
        Map<TenantId, StretchTotals> totals = read(month, accounts);
        for (BillingAccount account : accounts) {
            StretchTotals total = Objects.requireNonNull(totals.get(account.tenant()));
            FrozenUsage usage = new FrozenUsage(account.tenant(), month, now, total.parts());
            requireEqualSums(usage, period(month, account));
            store.freeze(usage);
        }
    }

    private Map<TenantId, StretchTotals> read(String month, List<BillingAccount> accounts) {
        PriceTimeline timeline = sources.books().all();
        Map<TenantId, StretchTotals> totals = new HashMap<>();
        accounts.forEach(account -> totals.put(account.tenant(), stretches(period(month, account), account, timeline)));
        Optional<TenantId> only =
                accounts.size() == 1 ? Optional.of(accounts.getFirst().tenant()) : Optional.empty();
        List<BillingPeriod> periods =
                accounts.stream().map(account -> period(month, account)).toList();
        Instant start = periods.stream()
                .map(BillingPeriod::start)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant end = periods.stream()
                .map(BillingPeriod::end)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        sources.log().read(only, start, end, event -> {
            StretchTotals total = totals.get(event.tenant());
            if (total != null) {
                total.add(event);
            }
        });
        return totals;
    }

    private static StretchTotals stretches(BillingPeriod period, BillingAccount account, PriceTimeline timeline) {
        return new StretchTotals(
                period.start(), List.copyOf(RatePeriod.edges(account, period, period.end(), timeline)));
    }

    private void requireEqualSums(FrozenUsage usage, BillingPeriod period) {
        UsageQuantities events = usage.all();
        UsageQuantities sums = sources.sums().of(usage.tenant(), period.start(), period.end());
        if (!events.withoutZeros().equals(sums.withoutZeros())) {
            throw new Unavailable(
                    "the sums of " + usage.tenant() + " for " + period + " do not equal its events: "
                            + sums.quantities() + " and " + events.quantities() + "; see whether the rollup lags",
                    DEFAULT_RETRY);
        }
    }

    private static BillingPeriod period(String month, BillingAccount account) {
        return BillingPeriod.of(month, account.zone());
    }
}
