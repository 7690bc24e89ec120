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

    private final AlertDeliveries deliveries;
    private final Map<AlertDelivery.Channel, Sender> senders;
    private final InstantSource clock;

    /** @param senders of the channels that this installation has; deliveries to others wait */
    public DeliverAlerts(AlertDeliveries deliveries, Map<AlertDelivery.Channel, Sender> senders, InstantSource clock) {
        this.deliveries = deliveries;
        this.senders = Map.copyOf(senders);
        this.clock = clock;
    }

    /** Sends one alert. */
    @FunctionalInterface
    public interface Sender {
        /** @return why it was not delivered; empty if it was */
        Optional<String> send(AlertDelivery delivery, Instant at);
    }

    /**
     * @return how many were delivered
     * @throws Unavailable if the deliveries cannot be read, or an outcome cannot be stored; an alert may then be sent
     *     again
     */
    public int run() {
        Instant now = clock.instant();
        List<AlertDelivery> due = deliveries.recent(now).stream()
                .filter(delivery -> delivery.isDue(now) && senders.containsKey(delivery.channel()))
                .toList();
        return (int) due.stream()
                .map(delivery -> attempt(delivery, now))
                .filter(after -> after.state() == AlertDelivery.State.DELIVERED)
                .count();
    }

    private AlertDelivery attempt(AlertDelivery delivery, Instant now) {
        Sender sender = senders.getOrDefault(delivery.channel(), (other, at) -> Optional.of("no such channel"));
        AlertDelivery after = sender.send(delivery, now)
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
