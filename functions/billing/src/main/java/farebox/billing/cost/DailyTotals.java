package farebox.billing.cost;

import farebox.billing.UsageQuantities;
import farebox.billing.invoice.UsageTotals;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the time before the first day of a page, and each of its days, once, however often they are asked for. */
final class DailyTotals implements UsageTotals {
    private final UsageTotals sums;
    private final Optional<TenantId> only;
    private final Instant firstDay;
    private final Map<Span, Map<TenantId, UsageQuantities>> read = new HashMap<>();

    /** @param only the tenant that is asked for, if it is only one; otherwise all are read at once */
    DailyTotals(UsageTotals sums, Optional<TenantId> only, Instant firstDay) {
        this.sums = sums;
        this.only = only;
        this.firstDay = firstDay;
    }

    @Override
    public Map<TenantId, UsageQuantities> read(Optional<TenantId> tenant, Instant start, Instant end) {
        Map<TenantId, UsageQuantities> sum = new HashMap<>();
        Instant from = start;
        while (from.isBefore(end)) {
            Instant edge = nextEdge(from);
            Instant until = edge.isBefore(end) ? edge : end;
            Map<TenantId, UsageQuantities> part =
                    read.computeIfAbsent(new Span(from, until), span -> sums.read(only, span.start(), span.end()));
            // Each tenant asks for itself, so that to add up all of them each time would be the square of the work.
            tenant.map(id -> Map.of(id, part.getOrDefault(id, UsageQuantities.NONE)))
                    .orElse(part)
                    .forEach((id, usage) -> sum.merge(id, usage, UsageQuantities::plus));
            from = until;
        }
        return sum;
    }

    private Instant nextEdge(Instant from) {
        return from.isBefore(firstDay)
                ? firstDay
                : from.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    }

    private record Span(Instant start, Instant end) {}
}
