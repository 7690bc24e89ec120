package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.metering.EventId;
import farebox.metering.UsageEvent;
import farebox.metering.UsageLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The events table: conditional writes, a stream of new items, and a time to live. */
final class SimulatedLedger implements UsageLedger {
    private final World world;
    private final Wire wire;
    private final Flaw flaw;
    private final Consumer<UsageEvent> inserted;
    private final Map<EventId, UsageEvent> items = new HashMap<>(1 << 17);
    private final List<UsageEvent> expired = new ArrayList<>();

    /** @param inserted what the stream and the books are told of each new item */
    SimulatedLedger(World world, Wire wire, Flaw flaw, Consumer<UsageEvent> inserted) {
        this.world = world;
        this.wire = wire;
        this.flaw = flaw;
        this.inserted = inserted;
    }

    @Override
    public Optional<UsageEvent> append(UsageEvent event, Deadline deadline) {
        return wire.call(deadline, () -> put(event));
    }

    @Override
    public Optional<UsageEvent> find(EventId id, Deadline deadline) {
        return wire.call(deadline, () -> Optional.ofNullable(live(id)));
    }

    /** Every event there ever was, deleted ones too. */
    List<UsageEvent> log() {
        List<UsageEvent> log = new ArrayList<>(items.values());
        log.addAll(expired);
        return log;
    }

    private Optional<UsageEvent> put(UsageEvent event) {
        UsageEvent standing = live(event.id());
        if (standing != null && flaw != Flaw.NO_CONDITION) {
            return Optional.of(standing);
        }
        items.put(event.id(), event);
        if (standing == null) {
            wire.current().bill();
            inserted.accept(event);
        }
        return Optional.empty();
    }

    private @Nullable UsageEvent live(EventId id) {
        UsageEvent event = items.get(id);
        if (event != null && event.expiresAt().toEpochMilli() < world.millis()) {
            expired.add(event);
            items.remove(id);
            return null;
        }
        return event;
    }
}
