package farebox.batch;

import farebox.kernel.Unavailable;
import java.time.Instant;

/** Tells whoever listens that a result is there; at least once. */
@FunctionalInterface
public interface Notifications {
    /**
     * @param detail a JSON object
     * @throws Unavailable if it is not known whether it was sent
     */
    void send(String detail, Instant at);
}
