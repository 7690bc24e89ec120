package farebox.billing.prepaid.simulation;

import farebox.billing.Money;
import farebox.billing.prepaid.EventFence;
import farebox.billing.prepaid.HoldId;
import farebox.kernel.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The log of events, with a fence; one entry an event id. */
final class EventLog implements EventFence {
    private final Map<String, Entry> entries = new HashMap<>();
    private final SeededBug bug;

    EventLog(SeededBug bug) {
        this.bug = bug;
    }

    /** Whether this attempt's event is the one that stands. */
    boolean append(HoldId attempt, Money amount) {
        Entry entry = new Entry(attempt.attempt(), Optional.of(amount));
        if (bug == SeededBug.UNCONDITIONAL_EVENT) {
            entries.put(attempt.event(), entry);
            return true;
        }
        Entry standing = entries.putIfAbsent(attempt.event(), entry);
        return standing == null || standing.equals(entry);
    }

    @Override
    public Outcome close(TenantId tenant, HoldId attempt) {
        Entry standing = bug == SeededBug.NO_FENCE
                ? entries.get(attempt.event())
                : entries.putIfAbsent(attempt.event(), new Entry(attempt.attempt(), Optional.empty()));
        if (standing == null || bug == SeededBug.SWEEP_IGNORES_EVENTS) {
            return new Outcome.Fenced();
        }
        return standing.amount()
                .filter(amount -> standing.attempt().equals(attempt.attempt()))
                .<Outcome>map(Outcome.Billed::new)
                .orElseGet(Outcome.Fenced::new);
    }

    boolean has(HoldId attempt) {
        Entry entry = entries.get(attempt.event());
        return entry != null && entry.amount().isPresent();
    }

    Money total(Money zero) {
        return entries.values().stream()
                .flatMap(entry -> entry.amount().stream())
                .reduce(zero, Money::plus);
    }

    private record Entry(String attempt, Optional<Money> amount) {}
}
