package farebox.billing.invoice;

import farebox.billing.Quantity;
import farebox.billing.UsageQuantities;
import farebox.billing.UsageQuantities.Item;
import farebox.billing.invoice.EventLog.MeteredEvent;
import farebox.kernel.DataCorrupted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up a tenant's events by stretches of time, one after the other. What is kept grows with stretches, meters and
 * models, not with events.
 */
final class StretchTotals {
    private final Instant start;
    private final Instant[] ends;
    private final List<Map<Item, Long>> totals = new ArrayList<>();

    /** @param ends of the stretches, in order; each begins where the one before ends */
    StretchTotals(Instant start, List<Instant> ends) {
        this.start = start;
        this.ends = ends.toArray(Instant[]::new);
        ends.forEach(end -> totals.add(new HashMap<>()));
    }

    /** An event outside all stretches is not of this tenant's month. */
    void add(MeteredEvent event) {
        if (event.at().isBefore(start) || !event.at().isBefore(ends[ends.length - 1])) {
            return;
        }
        Map<Item, Long> stretch = totals.get(indexOf(event.at()));
        event.amounts()
                .nonZero()
                .forEach((meter, amount) ->
                        stretch.merge(new Item(meter, event.model(), event.channel()), amount, Math::addExact));
    }

    /**
     * Adds what a part of the events came to.
     *
     * @throws DataCorrupted if it was added up by other stretches
     */
    void add(List<FrozenUsage.Part> parts) {
        if (!parts.stream().map(FrozenUsage.Part::end).toList().equals(List.of(ends))) {
            throw new DataCorrupted("usage was scanned under other price books or plans than there are now");
        }
        for (int i = 0; i < ends.length; i++) {
            Map<Item, Long> stretch = totals.get(i);
            parts.get(i)
                    .usage()
                    .quantities()
                    .forEach((item, quantity) ->
                            stretch.merge(item, quantity.units().longValueExact(), Math::addExact));
        }
    }

    List<FrozenUsage.Part> parts() {
        List<FrozenUsage.Part> parts = new ArrayList<>();
        for (int i = 0; i < ends.length; i++) {
            parts.add(new FrozenUsage.Part(i == 0 ? start : ends[i - 1], ends[i], quantities(totals.get(i))));
        }
        return Collections.unmodifiableList(parts);
    }

    private int indexOf(Instant at) {
        int found = Arrays.binarySearch(ends, at);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private static UsageQuantities quantities(Map<Item, Long> amounts) {
        Map<Item, Quantity> quantities = new HashMap<>();
        amounts.forEach((item, amount) -> quantities.put(item, Quantity.of(amount)));
        return new UsageQuantities(quantities);
    }
}
