package farebox.metering;

import farebox.kernel.Unavailable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds the events that the stream delivers to the sums, each exactly once although the stream repeats itself.
 *
 * <p>Within a shard records come in order, so what a row holds is always a beginning of the shard's records, and the
 * sequence number of the newest tells which. What the row has reached is dropped; the rest is added and the number
 * moved in the same conditional write.
 */
public final class RollUp {
    private static final Comparator<Sighting> IN_ORDER = Comparator.comparing(Sighting::sequence);

    private final UsageSums sums;

    public RollUp(UsageSums sums) {
        this.sums = sums;
    }

    /** @throws Unavailable if the batch must be delivered again; what was added of it will not be added twice */
    public void run(Batch batch) {
        byRow(batch).forEach(this::add);
        batch.unreadable().forEach(sums::setAside);
    }

    /** One group per row, so that a batch costs one write per row; each in order and without repetitions. */
    private static Map<SumRow, List<Sighting>> byRow(Batch batch) {
        Map<SumRow, List<Sighting>> rows = new LinkedHashMap<>();
        for (Sighting sighting : inOrder(batch.sightings())) {
            for (Grain grain : Grain.values()) {
                rows.computeIfAbsent(SumRow.of(grain, sighting.event(), batch.shard()), row -> new ArrayList<>())
                        .add(sighting);
            }
        }
        return rows;
    }

    private static List<Sighting> inOrder(List<Sighting> sightings) {
        List<Sighting> sorted = new ArrayList<>(sightings.size());
        for (Sighting next : sightings.stream().sorted(IN_ORDER).toList()) {
            if (sorted.isEmpty() || IN_ORDER.compare(sorted.getLast(), next) < 0) {
                sorted.add(next);
            }
        }
        return sorted;
    }

    /** Ends, since what is tried again is always less: a row that refuses has reached at least the first record. */
    private void add(SumRow row, List<Sighting> sightings) {
        List<Sighting> missing = sightings;
        while (!missing.isEmpty()) {
            Optional<SequenceNumber> reached = sums.add(row, Addition.of(missing));
            if (reached.isEmpty()) {
                return;
            }
            List<Sighting> rest = after(reached.get(), missing);
            if (rest.size() == missing.size()) {
                throw new IllegalStateException("the row refuses what it has not reached: " + row);
            }
            missing = rest;
        }
    }

    private static List<Sighting> after(SequenceNumber reached, List<Sighting> sightings) {
        return sightings.stream()
                .filter(sighting -> sighting.sequence().compareTo(reached) > 0)
                .toList();
    }
}
