package farebox.billing.usage;

import farebox.billing.export.HourlyUsage;
import farebox.billing.export.HourlyUsage.HourlyUsages;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import farebox.metering.rollup.Resolution;
import farebox.metering.rollup.UsageAggregates;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Usage by hours from the sums that the rollup keeps, over all keys. */
public final class AggregateHours implements HourlyUsages {
    private static final Comparator<HourlyUsage> ORDER = Comparator.comparing(HourlyUsage::hour)
            .thenComparing(usage -> usage.tenant().value())
            .thenComparing(HourlyUsage::meter)
            .thenComparing(usage -> usage.model().value());

    private final UsageAggregates aggregates;

    public AggregateHours(UsageAggregates aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public List<HourlyUsage> read(Instant start, Instant end) {
        Map<Slot, Long> totals = new HashMap<>();
        aggregates.read(
                new UsageAggregates.Span(Resolution.HOUR, Optional.empty(), start, end),
                sum -> sum.amounts()
                        .nonZero()
                        .forEach((meter, amount) -> totals.merge(
                                new Slot(
                                        sum.key().start(),
                                        sum.key().tenant(),
                                        Quantities.model(sum.key().resource()),
                                        meter),
                                amount,
                                Math::addExact)));
        return totals.entrySet().stream()
                .map(entry -> entry.getKey().usage(entry.getValue()))
                .sorted(ORDER)
                .toList();
    }

    private record Slot(Instant hour, TenantId tenant, ModelName model, Meter meter) {
        HourlyUsage usage(long quantity) {
            return new HourlyUsage(hour, tenant, model, meter, quantity);
        }
    }
}
