package farebox.metering.memory;

import farebox.kernel.Amounts;
import farebox.metering.rollup.AggregateKey;
import farebox.metering.rollup.SequenceNumber;
import farebox.metering.rollup.StreamBatch.QuarantinedRecord;
import farebox.metering.rollup.UsageAggregates;
import farebox.metering.rollup.UsageAggregates.Aggregate;
import farebox.metering.rollup.UsageAggregates.Delta;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Aggregates in a map. */
public final class InMemoryUsageAggregates implements UsageAggregates {
    private final Map<AggregateKey, Held> rows = new HashMap<>();
    private final Set<QuarantinedRecord> quarantined = new HashSet<>();

    @Override
    public synchronized Optional<SequenceNumber> add(AggregateKey key, Delta delta) {
        Held held = rows.get(key);
        if (held != null && held.newest().compareTo(delta.first()) >= 0) {
            return Optional.of(held.newest());
        }
        Amounts before = held == null ? Amounts.NONE : held.amounts();
        rows.put(key, new Held(before.plus(delta.amounts()), delta.newest()));
        return Optional.empty();
    }

    @Override
    public synchronized void quarantine(QuarantinedRecord record) {
        quarantined.add(record);
    }

    @Override
    public void read(Span span, Consumer<Aggregate> each) {
        all().stream().filter(aggregate -> within(span, aggregate.key())).forEach(each);
    }

    /** All aggregates, in no order. */
    public synchronized List<Aggregate> all() {
        return rows.entrySet().stream()
                .map(entry -> new Aggregate(entry.getKey(), entry.getValue().amounts()))
                .toList();
    }

    public synchronized Set<QuarantinedRecord> quarantined() {
        return Set.copyOf(quarantined);
    }

    private static boolean within(Span span, AggregateKey key) {
        return key.resolution() == span.resolution()
                && !key.start().isBefore(span.start())
                && key.start().isBefore(span.end())
                && span.tenant().map(key.tenant()::equals).orElse(true);
    }

    private record Held(Amounts amounts, SequenceNumber newest) {}
}
