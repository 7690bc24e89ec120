package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.metering.AggregateKey;
import farebox.metering.Quantities;
import farebox.metering.QuarantinedRecord;
import farebox.metering.SequenceNumber;
import farebox.metering.UsageAggregate;
import farebox.metering.UsageAggregates;
import farebox.metering.UsageDelta;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The sums table at the end of the wire. */
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
    public Optional<SequenceNumber> add(AggregateKey key, UsageDelta usageDelta) {
        return storeConnection.call(Deadline.after(TIMEOUT, simulatedTime), () -> update(key, usageDelta));
    }

    @Override
    public void setAside(QuarantinedRecord record) {
        throw new IllegalStateException("every record here is good: " + record);
    }

    @Override
    public void read(Span span, Consumer<UsageAggregate> each) {
        throw new UnsupportedOperationException("nobody reads here before the end");
    }

    /** How many rows, shards taken together, differ from what the log adds up to. */
    int differingFrom(MinuteSums log) {
        Map<AggregateKey, Quantities> expected = log.rows();
        Map<AggregateKey, Quantities> found = new HashMap<>();
        rows.forEach(
                (key, held) -> found.merge(MinuteSums.in(key.resolution(), key), held.quantities, Quantities::plus));
        Set<AggregateKey> all = new HashSet<>(expected.keySet());
        all.addAll(found.keySet());
        return Math.toIntExact(all.stream()
                .filter(key -> !Objects.equals(expected.get(key), found.get(key)))
                .count());
    }

    private Optional<SequenceNumber> update(AggregateKey key, UsageDelta usageDelta) {
        Held held = rows.get(key);
        if (held == null) {
            rows.put(key, new Held(usageDelta.quantities(), usageDelta.newest()));
            return Optional.empty();
        }
        if (held.newest.compareTo(usageDelta.first()) >= 0 && seededBug != SeededBug.NO_SEQUENCE_GUARD) {
            return Optional.of(held.newest);
        }
        held.quantities = held.quantities.plus(usageDelta.quantities());
        held.newest = usageDelta.newest();
        return Optional.empty();
    }

    private static final class Held {
        private Quantities quantities;
        private SequenceNumber newest;

        Held(Quantities quantities, SequenceNumber newest) {
            this.quantities = quantities;
            this.newest = newest;
        }
    }
}
