package farebox.billing.quota;

import farebox.billing.Charge;
import farebox.billing.ExactAmount;
import farebox.billing.UsageQuantities;
import farebox.billing.invoice.BillingPeriod;
import farebox.billing.invoice.RatePeriod;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.invoice.UsageTotals;
import farebox.billing.pricebook.PriceTimeline;
import farebox.kernel.Meter;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** How much of its limits a tenant has used by now, from the sums of usage; these lag behind by seconds. */
public final class ReadQuotas {
    private final UsageTotals sums;
    private final Supplier<PriceTimeline> prices;

    public ReadQuotas(UsageTotals sums, Supplier<PriceTimeline> prices) {
        this.sums = sums;
        this.prices = prices;
    }

    /**
     * How much of a limit is used.
     *
     * @param used units, or money before rounding
     * @param end of the window, exclusive
     */
    public record Quota(Limit limit, BigDecimal used, Instant start, Instant end) {
        public Quota with(BigDecimal otherUse) {
            return new Quota(limit, otherUse, start, end);
        }

        public boolean isUsedUp() {
            return limit.hard().filter(hard -> used.compareTo(hard) >= 0).isPresent();
        }

        /** Whether so many hundredths of the limit are used. */
        public boolean hasReached(int percent) {
            return used.movePointRight(2).compareTo(limit.alertBasis().multiply(BigDecimal.valueOf(percent))) >= 0;
        }
    }

    /**
     * Limits of the same window read its usage once.
     *
     * @throws Unavailable if usage or prices cannot be read
     */
    public List<Quota> run(BillingAccount account, List<Limit> limits, Instant now) {
        ReadQuotas once = new ReadQuotas(readOnce(sums), prices);
        return limits.stream().map(limit -> once.quota(account, limit, now)).toList();
    }

    private static UsageTotals readOnce(UsageTotals sums) {
        Map<Span, Map<TenantId, UsageQuantities>> read = new HashMap<>();
        return (tenant, start, end) -> read.computeIfAbsent(
                new Span(tenant, start, end), span -> sums.read(span.tenant(), span.start(), span.end()));
    }

    private record Span(Optional<TenantId> tenant, Instant start, Instant end) {}

    private Quota quota(BillingAccount account, Limit limit, Instant now) {
        Instant start = limit.window().start(now, account.zone());
        Instant end = limit.window().end(now, account.zone());
        Instant nextMinute = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        BigDecimal used = limit.meter()
                .map(meter -> units(account, meter, start, nextMinute))
                .orElseGet(() -> spend(account, start, nextMinute));
        return new Quota(limit, used, start, end);
    }

    private BigDecimal units(BillingAccount account, Meter meter, Instant start, Instant end) {
        return sums.of(account.tenant(), start, end)
                .total(item -> item.meter() == meter)
                .units();
    }

    /** What the month came to at the end, less what it came to at the start of the window. */
    private BigDecimal spend(BillingAccount account, Instant start, Instant end) {
        BillingPeriod month = BillingPeriod.holding(start, account.zone());
        PriceTimeline timeline = prices.get();
        ExactAmount upToEnd = charged(account, month, end, timeline);
        return new BigDecimal(
                upToEnd.minus(charged(account, month, start, timeline)).decimal());
    }

    private ExactAmount charged(BillingAccount account, BillingPeriod month, Instant end, PriceTimeline timeline) {
        return ExactAmount.sum(
                RatePeriod.currency(timeline),
                new RatePeriod(sums)
                        .run(account, month, end, timeline).stream()
                                .flatMap(stretch -> stretch.charges().stream())
                                .map(Charge::exact)
                                .toList());
    }
}
