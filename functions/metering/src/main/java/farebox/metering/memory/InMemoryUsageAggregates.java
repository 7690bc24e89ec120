package farebox.metering.memory;

import farebox.metering.AggregateKey;
import farebox.metering.Quantities;
import farebox.metering.QuarantinedRecord;
import farebox.metering.SequenceNumber;
import farebox.metering.UsageAggregate;
import farebox.metering.UsageAggregates;
import farebox.metering.UsageDelta;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Sums in a map. */
public final class InMemoryUsageAggregates implements UsageAggregates {
    private final Map<AggregateKey, Held> rows = new HashMap<>();
    private final Set<QuarantinedRecord> aside = new HashSet<>();

    @Override
    public synchronized Optional<SequenceNumber> add(AggregateKey key, UsageDelta usageDelta) {
        Held held = rows.get(key);
        if (held != null && held.newest().compareTo(usageDelta.first()) >= 0) {
            return Optional.of(held.newest());
        }
        Quantities before = held == null ? Quantities.NONE : held.quantities();
        rows.put(key, new Held(before.plus(usageDelta.quantities()), usageDelta.newest()));
        return Optional.empty();
    }

    @Override
    public synchronized void setAside(QuarantinedRecord record) {
        aside.add(record);
    }

    @Override
    public void read(Span span, Consumer<UsageAggregate> each) {
        all().stream()
                .filter(usageAggregate -> within(span, usageAggregate.key()))
                .forEach(each);
    }

    /** Every row, in no order. */
    public synchronized List<UsageAggregate> all() {
        return rows.entrySet().stream()
                .map(entry ->
                        new UsageAggregate(entry.getKey(), entry.getValue().quantities()))
                .toList();
    }

    public synchronized Set<QuarantinedRecord> aside() {
        return Set.copyOf(aside);
    }

    private static boolean within(Span span, AggregateKey key) {
        return key.resolution() == span.resolution()
                && !key.start().isBefore(span.start())
                && key.start().isBefore(span.end())
                && span.tenant().map(key.tenant()::equals).orElse(true);
    }

    private record Held(Quantities quantities, SequenceNumber newest) {}
}
