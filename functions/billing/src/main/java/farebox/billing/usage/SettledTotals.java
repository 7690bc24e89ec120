package farebox.billing.usage;

import farebox.billing.UsageQuantities;
import farebox.billing.invoice.UsageTotals;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers the usage of hours that are over for a while, so that a month's usage is read hour by hour only once. */
public final class SettledTotals implements UsageTotals {
    /** By then the sums of an hour hold its events. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(10);

    private static final int MAX_ENTRIES = 1_000;

    private final UsageTotals totals;
    private final InstantSource clock;
    private final Map<Span, Map<TenantId, UsageQuantities>> settled = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Span, Map<TenantId, UsageQuantities>> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    public SettledTotals(UsageTotals totals, InstantSource clock) {
        this.totals = totals;
        this.clock = clock;
    }

    @Override
    public synchronized Map<TenantId, UsageQuantities> read(Optional<TenantId> tenant, Instant start, Instant end) {
        Instant edge = clock.instant().minus(SETTLED_AFTER).truncatedTo(ChronoUnit.HOURS);
        Instant settledEnd = end.isBefore(edge) ? end : edge;
        if (!start.isBefore(settledEnd)) {
            return totals.read(tenant, start, end);
        }
        Map<TenantId, UsageQuantities> sum = new HashMap<>(settled.computeIfAbsent(
                new Span(tenant, start, settledEnd), span -> totals.read(span.tenant(), span.start(), span.end())));
        if (settledEnd.isBefore(end)) {
            totals.read(tenant, settledEnd, end).forEach((id, usage) -> sum.merge(id, usage, UsageQuantities::plus));
        }
        return sum;
    }

    private record Span(Optional<TenantId> tenant, Instant start, Instant end) {}
}
