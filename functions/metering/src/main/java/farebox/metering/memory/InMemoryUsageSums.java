package farebox.metering.memory;

import farebox.metering.Addition;
import farebox.metering.Quantities;
import farebox.metering.SequenceNumber;
import farebox.metering.SetAside;
import farebox.metering.Sum;
import farebox.metering.SumRow;
import farebox.metering.UsageSums;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Sums in a map. */
public final class InMemoryUsageSums implements UsageSums {
    private final Map<SumRow, Held> rows = new HashMap<>();
    private final Set<SetAside> aside = new HashSet<>();

    @Override
    public synchronized Optional<SequenceNumber> add(SumRow row, Addition addition) {
        Held held = rows.get(row);
        if (held != null && held.newest().compareTo(addition.first()) >= 0) {
            return Optional.of(held.newest());
        }
        Quantities before = held == null ? Quantities.NONE : held.quantities();
        rows.put(row, new Held(before.plus(addition.quantities()), addition.newest()));
        return Optional.empty();
    }

    @Override
    public synchronized void setAside(SetAside record) {
        aside.add(record);
    }

    @Override
    public void read(Span span, Consumer<Sum> each) {
        all().stream().filter(sum -> within(span, sum.row())).forEach(each);
    }

    /** Every row, in no order. */
    public synchronized List<Sum> all() {
        return rows.entrySet().stream()
                .map(entry -> new Sum(entry.getKey(), entry.getValue().quantities()))
                .toList();
    }

    public synchronized Set<SetAside> aside() {
        return Set.copyOf(aside);
    }

    private static boolean within(Span span, SumRow row) {
        return row.grain() == span.grain()
                && !row.start().isBefore(span.start())
                && row.start().isBefore(span.end())
                && span.tenant().map(row.tenant()::equals).orElse(true);
    }

    private record Held(Quantities quantities, SequenceNumber newest) {}
}
