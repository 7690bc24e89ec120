package farebox.local.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** How often and how late an event is delivered to a target: at least once, in no order. */
@FunctionalInterface
public interface EventDelivery {
    /** @return the delay of each delivery of the event; never empty */
    List<Duration> delays(JsonNode event);

    /** Once and at once. */
    static EventDelivery once() {
        return event -> List.of(Duration.ZERO);
    }
}
