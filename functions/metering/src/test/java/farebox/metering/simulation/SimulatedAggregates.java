package farebox.metering.simulation;

import farebox.kernel.Amounts;
import farebox.kernel.Deadline;
import farebox.metering.rollup.AggregateKey;
import farebox.metering.rollup.SequenceNumber;
import farebox.metering.rollup.StreamBatch.QuarantinedRecord;
import farebox.metering.rollup.UsageAggregates;
import farebox.metering.rollup.UsageAggregates.Aggregate;
import farebox.metering.rollup.UsageAggregates.Delta;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The table of aggregates behind an unreliable connection. */
final class SimulatedAggregates implements UsageAggregates {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SimulatedTime simulatedTime;
    private final StoreConnection storeConnection;
    private final SeededBug seededBug;
    private final Map<AggregateKey, Held> rows = new HashMap<>(1 << 14);

    SimulatedAggregates(SimulatedTime simulatedTime, StoreConnection storeConnection, SeededBug seededBug) {
        this.simulatedTime = simulatedTime;
        this.storeConnection = storeConnection;
        this.seededBug = seededBug;
    }

    @Override
    public Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
        return storeConnection.call(Deadline.after(TIMEOUT, simulatedTime), () -> update(key, delta));
    }

    @Override
    public void quarantine(QuarantinedRecord record) {
        throw new IllegalStateException("every record here is readable: " + record);
    }

    @Override
    public void read(Span span, Consumer<Aggregate> each) {
        throw new UnsupportedOperationException("not read before the end");
    }

    /** How many rows, shards taken together, differ from what the log adds up to. */
    int differingFrom(MinuteSums log) {
        Map<AggregateKey, Amounts> expected = log.rows();
        Map<AggregateKey, Amounts> found = new HashMap<>();
        rows.forEach((key, held) -> found.merge(MinuteSums.in(key.resolution(), key), held.amounts, Amounts::plus));
        Set<AggregateKey> all = new HashSet<>(expected.keySet());
        all.addAll(found.keySet());
        return Math.toIntExact(all.stream()
                .filter(key -> !Objects.equals(expected.get(key), found.get(key)))
                .count());
    }

    private Optional<SequenceNumber> update(AggregateKey key, Delta delta) {
        Held held = rows.get(key);
        if (held == null) {
            rows.put(key, new Held(delta.amounts(), delta.newest()));
            return Optional.empty();
        }
        if (held.newest.compareTo(delta.first()) >= 0 && seededBug != SeededBug.NO_SEQUENCE_GUARD) {
            return Optional.of(held.newest);
        }
        held.amounts = held.amounts.plus(delta.amounts());
        held.newest = delta.newest();
        return Optional.empty();
    }

    private static final class Held {
        private Amounts amounts;
        private SequenceNumber newest;

        Held(Amounts amounts, SequenceNumber newest) {
            this.amounts = amounts;
            this.newest = newest;
        }
    }
}
