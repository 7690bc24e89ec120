package farebox.billing.invoice;

import farebox.billing.UsageQuantities;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.kernel.Conflict;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
        Optional<TenantId> only =
                tenants.size() == 1 ? Optional.of(tenants.iterator().next()) : Optional.empty();
        return run(month, tenants, totals -> sources.log().read(only, totals.start(), totals.end(), totals::add));
    }

    /**
     * @param read adds the usage of those that are not frozen yet
     * @throws Conflict as above
     * @throws Unavailable as above
     */
    List<FrozenUsage> run(String month, Collection<TenantId> tenants, Consumer<MonthTotals> read) {
        Map<TenantId, FrozenUsage> frozen = new HashMap<>();
        List<BillingAccount> open = new ArrayList<>();
        for (TenantId tenant : tenants) {
            store.frozen(tenant, month)
                    .ifPresentOrElse(
                            usage -> frozen.put(tenant, usage),
                            () -> open.add(sources.tenants().account(tenant)));
        }
        freeze(month, open, read);
        // Of two that froze at once the first holds, so that what was just frozen is read.
        return tenants.stream()
                .map(tenant -> Optional.ofNullable(frozen.get(tenant))
                        .or(() -> store.frozen(tenant, month))
                        .orElseThrow())
                .toList();
    }

    private void freeze(String month, List<BillingAccount> accounts, Consumer<MonthTotals> read) {
        Instant now = clock.instant();
        accounts.forEach(account -> period(month, account).requireClosable(now));
        if (accounts.isEmpty()) {
            return;
        }
        MonthTotals totals = new MonthTotals(month, accounts, sources.books().all());
        read.accept(totals);
        for (BillingAccount account : accounts) {
            FrozenUsage usage = totals.usage(account.tenant(), now);
            requireEqualSums(usage, period(month, account));
            store.freeze(usage);
        }
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
