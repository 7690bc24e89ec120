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
    private static final Comparator<StreamedEvent> IN_ORDER = Comparator.comparing(StreamedEvent::sequence);

    private final UsageAggregates aggregates;

    public RollUp(UsageAggregates aggregates) {
        this.aggregates = aggregates;
    }

    /** @throws Unavailable if the batch must be delivered again; what was added of it will not be added twice */
    public void run(StreamBatch streamBatch) {
        byRow(streamBatch).forEach(this::add);
        streamBatch.unreadable().forEach(aggregates::setAside);
    }

    /** One group per row, so that a batch costs one write per row; each in order and without repetitions. */
    private static Map<AggregateKey, List<StreamedEvent>> byRow(StreamBatch streamBatch) {
        Map<AggregateKey, List<StreamedEvent>> rows = new LinkedHashMap<>();
        for (StreamedEvent streamedEvent : inOrder(streamBatch.sightings())) {
            for (Resolution resolution : Resolution.values()) {
                rows.computeIfAbsent(
                                AggregateKey.of(resolution, streamedEvent.event(), streamBatch.shard()),
                                key -> new ArrayList<>())
                        .add(streamedEvent);
            }
        }
        return rows;
    }

    private static List<StreamedEvent> inOrder(List<StreamedEvent> sightings) {
        List<StreamedEvent> sorted = new ArrayList<>(sightings.size());
        for (StreamedEvent next : sightings.stream().sorted(IN_ORDER).toList()) {
            if (sorted.isEmpty() || IN_ORDER.compare(sorted.getLast(), next) < 0) {
                sorted.add(next);
            }
        }
        return sorted;
    }

    /** Ends, since what is tried again is always less: a row that refuses has reached at least the first record. */
    private void add(AggregateKey key, List<StreamedEvent> sightings) {
        List<StreamedEvent> missing = sightings;
        while (!missing.isEmpty()) {
            Optional<SequenceNumber> reached = aggregates.add(key, UsageDelta.of(missing));
            if (reached.isEmpty()) {
                return;
            }
            List<StreamedEvent> rest = after(reached.get(), missing);
            if (rest.size() == missing.size()) {
                throw new IllegalStateException("the row refuses what it has not reached: " + key);
            }
            missing = rest;
        }
    }

    private static List<StreamedEvent> after(SequenceNumber reached, List<StreamedEvent> sightings) {
        return sightings.stream()
                .filter(streamedEvent -> streamedEvent.sequence().compareTo(reached) > 0)
                .toList();
    }
}
