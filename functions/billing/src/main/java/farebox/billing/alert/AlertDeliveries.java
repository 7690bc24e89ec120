package farebox.billing.alert;

import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.List;

/** AlertDeliveries of alerts, with what became of them. */
public interface AlertDeliveries {
    /**
     * Adds a delivery unless there is one of its id and channel.
     *
     * @throws Unavailable if it is not known whether it was added
     */
    boolean add(AlertDelivery delivery);

    /** @throws Unavailable if it is not known whether it was stored */
    void update(AlertDelivery delivery);

    /**
     * Of this month and the one before, whatever their state, by id.
     *
     * @throws Unavailable if the store does not answer
     */
    List<AlertDelivery> recent(Instant now);
}
