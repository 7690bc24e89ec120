package farebox.billing.usage;

import farebox.billing.UsageQuantities;
import farebox.billing.cost.UsageByKey;
import farebox.billing.invoice.UsageTotals;
import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import farebox.metering.rollup.Resolution;
import farebox.metering.rollup.UsageAggregates;
import farebox.metering.rollup.UsageAggregates.Aggregate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Usage from the sums that the rollup keeps: whole hours, and minutes at the ends of a span. */
public final class AggregateTotals implements UsageTotals, UsageByKey {
    private final UsageAggregates aggregates;

    public AggregateTotals(UsageAggregates aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public Map<TenantId, UsageQuantities> read(Optional<TenantId> tenant, Instant start, Instant end) {
        Map<TenantId, UsageQuantities> totals = new HashMap<>();
        read(
                new Span(tenant, start, end),
                sum -> totals.merge(sum.key().tenant(), quantities(sum), UsageQuantities::plus));
        return totals;
    }

    @Override
    public Map<KeyId, UsageQuantities> read(TenantId tenant, Instant start, Instant end) {
        Map<KeyId, UsageQuantities> totals = new HashMap<>();
        read(
                new Span(Optional.of(tenant), start, end),
                sum -> totals.merge(sum.key().key(), quantities(sum), UsageQuantities::plus));
        return totals;
    }

    private static UsageQuantities quantities(Aggregate sum) {
        return Quantities.of(sum.key().resource(), sum.amounts());
    }

    private void read(Span span, Consumer<Aggregate> each) {
        Instant start = span.start();
        Instant end = span.end();
        Instant firstHour = start.equals(hour(start)) ? start : hour(start).plus(1, ChronoUnit.HOURS);
        Instant lastHour = hour(end);
        if (firstHour.isAfter(lastHour)) {
            read(Resolution.MINUTE, span, each);
            return;
        }
        read(Resolution.MINUTE, new Span(span.tenant(), start, firstHour), each);
        read(Resolution.HOUR, new Span(span.tenant(), firstHour, lastHour), each);
        read(Resolution.MINUTE, new Span(span.tenant(), lastHour, end), each);
    }

    private void read(Resolution resolution, Span span, Consumer<Aggregate> each) {
        if (span.start().isBefore(span.end())) {
            aggregates.read(new UsageAggregates.Span(resolution, span.tenant(), span.start(), span.end()), each);
        }
    }

    private record Span(Optional<TenantId> tenant, Instant start, Instant end) {}

    private static Instant hour(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }
}
