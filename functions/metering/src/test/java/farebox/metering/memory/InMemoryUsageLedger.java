package farebox.metering.memory;

import farebox.kernel.Deadline;
import farebox.metering.UsageEvent;
import farebox.metering.UsageLedger;
import farebox.metering.idempotency.EventId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Events in a map. */
public final class InMemoryUsageLedger implements UsageLedger {
    private final Map<EventId, UsageEvent> events = new ConcurrentHashMap<>();

    @Override
    public Optional<UsageEvent> append(UsageEvent event, Deadline deadline) {
        return Optional.ofNullable(events.putIfAbsent(event.id(), event));
    }

    @Override
    public Optional<UsageEvent> find(EventId id, Deadline deadline) {
        return Optional.ofNullable(events.get(id));
    }

    /** All events, in no order. */
    public List<UsageEvent> all() {
        return List.copyOf(events.values());
    }
}
