package farebox.billing.reconcile;

import farebox.billing.reconcile.Reconcile.ReconciledHours;
import farebox.billing.reconcile.Reconcile.Report;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reports of hours in memory. */
public final class InMemoryReconciledHours implements ReconciledHours {
    private final TreeMap<Instant, Report> reports = new TreeMap<>();

    @Override
    public Set<Instant> complete(Instant start, Instant end) {
        return reports.subMap(start, true, end, false).entrySet().stream()
                .filter(entry -> entry.getValue().missing().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void add(Instant hour, Report report) {
        reports.put(hour, report);
    }
}
