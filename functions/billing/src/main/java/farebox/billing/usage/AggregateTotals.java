package farebox.billing.usage;

import farebox.billing.UsageQuantities;
import farebox.billing.invoice.UsageTotals;
import farebox.kernel.TenantId;
import farebox.metering.rollup.Resolution;
import farebox.metering.rollup.UsageAggregates;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Usage from the sums that the rollup keeps: whole hours, and minutes at the ends of a span. */
public final class AggregateTotals implements UsageTotals {
    private final UsageAggregates aggregates;

    public AggregateTotals(UsageAggregates aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public Map<TenantId, UsageQuantities> read(Optional<TenantId> tenant, Instant start, Instant end) {
        Map<TenantId, UsageQuantities> totals = new HashMap<>();
        Instant firstHour = start.equals(hour(start)) ? start : hour(start).plus(1, ChronoUnit.HOURS);
        Instant lastHour = hour(end);
        if (firstHour.isAfter(lastHour)) {
            add(totals, new UsageAggregates.Span(Resolution.MINUTE, tenant, start, end));
            return totals;
        }
        add(totals, new UsageAggregates.Span(Resolution.MINUTE, tenant, start, firstHour));
        add(totals, new UsageAggregates.Span(Resolution.HOUR, tenant, firstHour, lastHour));
        add(totals, new UsageAggregates.Span(Resolution.MINUTE, tenant, lastHour, end));
        return totals;
    }

    private void add(Map<TenantId, UsageQuantities> totals, UsageAggregates.Span span) {
        if (span.start().isBefore(span.end())) {
            aggregates.read(
                    span,
                    sum -> totals.merge(
                            sum.key().tenant(),
                            Quantities.of(sum.key().resource(), sum.amounts()),
                            UsageQuantities::plus));
        }
    }

    private static Instant hour(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }
}
