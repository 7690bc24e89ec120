package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.metering.UsageEvent;
import farebox.metering.UsageLedger;
import farebox.metering.idempotency.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The events table: conditional writes, a stream of new items, and a time to live. */
final class SimulatedLedger implements UsageLedger {
    /** Longer than anything still under way could take to meet an event without a key again. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(30);

    private final SimulatedTime simulatedTime;
    private final StoreConnection storeConnection;
    private final SeededBug seededBug;
    private final Consumer<UsageEvent> inserted;
    private final Map<EventId, UsageEvent> items = new HashMap<>();
    private final Deque<EventId> withoutKey = new ArrayDeque<>();
    private final MinuteSums retired = new MinuteSums();

    /** @param inserted what the stream and the books are told of each new item */
    SimulatedLedger(
            SimulatedTime simulatedTime,
            StoreConnection storeConnection,
            SeededBug seededBug,
            Consumer<UsageEvent> inserted) {
        this.simulatedTime = simulatedTime;
        this.storeConnection = storeConnection;
        this.seededBug = seededBug;
        this.inserted = inserted;
    }

    @Override
    public Optional<UsageEvent> append(UsageEvent event, Deadline deadline) {
        return storeConnection.call(deadline, () -> put(event));
    }

    @Override
    public Optional<UsageEvent> find(EventId id, Deadline deadline) {
        return storeConnection.call(deadline, () -> Optional.ofNullable(live(id)));
    }

    /** What every event there ever was adds up to, deleted ones too. */
    MinuteSums sums() {
        MinuteSums sums = retired.copy();
        items.values().forEach(sums::add);
        return sums;
    }

    private Optional<UsageEvent> put(UsageEvent event) {
        UsageEvent standing = live(event.id());
        if (standing != null && seededBug != SeededBug.NO_CONDITION) {
            return Optional.of(standing);
        }
        items.put(event.id(), event);
        if (standing == null) {
            storeConnection.current().bill();
            inserted.accept(event);
            retireAfter(event);
        }
        return Optional.empty();
    }

    private @Nullable UsageEvent live(EventId id) {
        UsageEvent event = items.get(id);
        if (event != null && event.expiresAt().toEpochMilli() < simulatedTime.millis()) {
            retired.add(event);
            items.remove(id);
            return null;
        }
        return event;
    }

    /** Nobody asks again for an event without a key; what has settled is only added up, to keep the world small. */
    private void retireAfter(UsageEvent newest) {
        if (newest.idempotency().response().isEmpty()) {
            withoutKey.add(newest.id());
        }
        Instant settled = newest.usage().at().minus(SETTLED_AFTER);
        while (!withoutKey.isEmpty() && isBefore(settled, withoutKey.element())) {
            UsageEvent event = items.remove(withoutKey.remove());
            if (event != null) {
                retired.add(event);
            }
        }
    }

    private boolean isBefore(Instant settled, EventId id) {
        UsageEvent event = items.get(id);
        return event == null || event.usage().at().isBefore(settled);
    }
}
