package farebox.billing.alert;

import farebox.kernel.Unavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is due, and records what became of each attempt. */
public final class DeliverAlerts {
    private static final Logger log = LoggerFactory.getLogger(DeliverAlerts.class);

    private final Deliveries deliveries;
    private final Map<Delivery.Channel, Sender> senders;
    private final InstantSource clock;

    /** @param senders of the channels that this installation has; deliveries to others wait */
    public DeliverAlerts(Deliveries deliveries, Map<Delivery.Channel, Sender> senders, InstantSource clock) {
        this.deliveries = deliveries;
        this.senders = Map.copyOf(senders);
        this.clock = clock;
    }

    /** Sends one alert. */
    @FunctionalInterface
    public interface Sender {
        /** @return why it was not delivered; empty if it was */
        Optional<String> send(Delivery delivery, Instant at);
    }

    /**
     * @return how many were delivered
     * @throws Unavailable if the deliveries cannot be read, or an outcome cannot be stored; an alert may then be sent
     *     again
     */
    public int run() {
        Instant now = clock.instant();
        List<Delivery> due = deliveries.recent(now).stream()
                .filter(delivery -> delivery.isDue(now) && senders.containsKey(delivery.channel()))
                .toList();
        return (int) due.stream()
                .map(delivery -> attempt(delivery, now))
                .filter(after -> after.state() == Delivery.State.DELIVERED)
                .count();
    }

    private Delivery attempt(Delivery delivery, Instant now) {
        Sender sender = senders.getOrDefault(delivery.channel(), (other, at) -> Optional.of("no such channel"));
        Delivery after = sender.send(delivery, now)
                .map(reason -> delivery.failed(reason, now))
                .orElseGet(delivery::delivered);
        deliveries.update(after);
        log.atInfo()
                .addKeyValue("alert", after.id())
                .addKeyValue("channel", after.channel())
                .addKeyValue("attempts", after.attempts())
                .addKeyValue("state", after.state())
                .addKeyValue("error", after.lastError())
                .log("alert_delivery_attempted");
        return after;
    }
}
