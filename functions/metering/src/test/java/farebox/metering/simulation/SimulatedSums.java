package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.metering.Addition;
import farebox.metering.Quantities;
import farebox.metering.SequenceNumber;
import farebox.metering.SetAside;
import farebox.metering.Sum;
import farebox.metering.SumRow;
import farebox.metering.UsageSums;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The sums table at the end of the wire. */
final class SimulatedSums implements UsageSums {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final World world;
    private final Wire wire;
    private final Flaw flaw;
    private final Map<SumRow, Held> rows = new HashMap<>(1 << 14);

    SimulatedSums(World world, Wire wire, Flaw flaw) {
        this.world = world;
        this.wire = wire;
        this.flaw = flaw;
    }

    @Override
    public Optional<SequenceNumber> add(SumRow row, Addition addition) {
        return wire.call(Deadline.after(PATIENCE, world), () -> update(row, addition));
    }

    @Override
    public void setAside(SetAside record) {
        throw new IllegalStateException("every record here is good: " + record);
    }

    @Override
    public void read(Span span, Consumer<Sum> each) {
        throw new UnsupportedOperationException("nobody reads here before the end");
    }

    /** How many rows, shards taken together, differ from what the log adds up to. */
    int differingFrom(MinuteSums log) {
        Map<SumRow, Quantities> expected = log.rows();
        Map<SumRow, Quantities> found = new HashMap<>();
        rows.forEach((row, held) -> found.merge(MinuteSums.in(row.grain(), row), held.quantities, Quantities::plus));
        Set<SumRow> all = new HashSet<>(expected.keySet());
        all.addAll(found.keySet());
        return Math.toIntExact(all.stream()
                .filter(row -> !Objects.equals(expected.get(row), found.get(row)))
                .count());
    }

    private Optional<SequenceNumber> update(SumRow row, Addition addition) {
        Held held = rows.get(row);
        if (held == null) {
            rows.put(row, new Held(addition.quantities(), addition.newest()));
            return Optional.empty();
        }
        if (held.newest.compareTo(addition.first()) >= 0 && flaw != Flaw.NO_SEQUENCE_GUARD) {
            return Optional.of(held.newest);
        }
        held.quantities = held.quantities.plus(addition.quantities());
        held.newest = addition.newest();
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
