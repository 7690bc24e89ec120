package farebox.billing.invoice;

import farebox.billing.UsageQuantities;
import farebox.kernel.DataCorrupted;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A tenant's usage of a month as the events had it when the month was frozen; what comes later is late usage.
 *
 * @param at when it was frozen: the sums had caught up with every event by then
 * @param parts between changes of price book or plan, without a gap
 */
public record FrozenUsage(TenantId tenant, String month, Instant at, List<Part> parts) {
    public FrozenUsage {
        parts = List.copyOf(parts);
    }

    /** @param end exclusive */
    public record Part(Instant start, Instant end, UsageQuantities usage) {}

    /** What rating reads; a span that is no union of parts is a mistake. */
    UsageTotals totals() {
        return (wanted, start, end) -> Map.of(tenant, sum(start, end));
    }

    UsageQuantities all() {
        return UsageQuantities.sum(parts.stream().map(Part::usage).toList());
    }

    private UsageQuantities sum(Instant start, Instant end) {
        List<Part> within = parts.stream()
                .filter(part -> part.end().isAfter(start) && part.start().isBefore(end))
                .toList();
        boolean exact = !within.isEmpty()
                && within.getFirst().start().equals(start)
                && within.getLast().end().equals(end);
        if (!exact) {
            throw new DataCorrupted("the usage of " + tenant + " for " + month
                    + " was frozen under other price books or plans than there are now");
        }
        return UsageQuantities.sum(within.stream().map(Part::usage).toList());
    }
}
