package farebox.metering.rollup;

import farebox.kernel.Amounts;
import farebox.kernel.Unavailable;
import farebox.metering.rollup.StreamBatch.StreamRecord;
import farebox.metering.rollup.UsageAggregates.Delta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds the events that the stream delivers to the aggregates, each exactly once although the stream repeats itself.
 *
 * <p>Within a shard records come in order, so an aggregate always holds a prefix of the shard's records, and the
 * sequence number of the newest tells which. What the aggregate holds is dropped; the rest is added and the number
 * moved in the same conditional write.
 */
public final class RollUp {
    private static final Comparator<StreamRecord> IN_ORDER = Comparator.comparing(StreamRecord::sequence);

    private final UsageAggregates aggregates;

    public RollUp(UsageAggregates aggregates) {
        this.aggregates = aggregates;
    }

    /** @throws Unavailable if the batch must be delivered again; what was added of it is not added twice */
    public void run(StreamBatch batch) {
        byKey(batch).forEach(this::add);
        batch.unreadable().forEach(aggregates::quarantine);
    }

    /** One group per aggregate, so that a batch costs one write each; in order and without repetitions. */
    private static Map<AggregateKey, List<StreamRecord>> byKey(StreamBatch batch) {
        Map<AggregateKey, List<StreamRecord>> groups = new LinkedHashMap<>();
        for (StreamRecord record : inOrder(batch.records())) {
            for (Resolution resolution : Resolution.values()) {
                groups.computeIfAbsent(
                                AggregateKey.of(resolution, record.usage(), batch.shard()), key -> new ArrayList<>())
                        .add(record);
            }
        }
        return groups;
    }

    private static List<StreamRecord> inOrder(List<StreamRecord> records) {
        List<StreamRecord> sorted = new ArrayList<>(records.size());
        for (StreamRecord next : records.stream().sorted(IN_ORDER).toList()) {
            if (sorted.isEmpty() || IN_ORDER.compare(sorted.getLast(), next) < 0) {
                sorted.add(next);
            }
        }
        return sorted;
    }

    /** Ends, since each retry has fewer records: an aggregate that refuses holds at least the first of them. */
    private void add(AggregateKey key, List<StreamRecord> records) {
        List<StreamRecord> missing = records;
        while (!missing.isEmpty()) {
            Optional<SequenceNumber> reached = aggregates.add(key, delta(missing));
            if (reached.isEmpty()) {
                return;
            }
            List<StreamRecord> rest = after(reached.get(), missing);
            if (rest.size() == missing.size()) {
                throw new IllegalStateException("the aggregate refuses records that it does not hold: " + key);
            }
            missing = rest;
        }
    }

    private static Delta delta(List<StreamRecord> records) {
        Amounts sum = records.stream().map(record -> record.usage().amounts()).reduce(Amounts.NONE, Amounts::plus);
        return new Delta(sum, records.getFirst().sequence(), records.getLast().sequence());
    }

    private static List<StreamRecord> after(SequenceNumber reached, List<StreamRecord> records) {
        return records.stream()
                .filter(record -> record.sequence().compareTo(reached) > 0)
                .toList();
    }
}
