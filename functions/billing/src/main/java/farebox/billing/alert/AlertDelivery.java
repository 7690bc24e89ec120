package farebox.billing.alert;

import farebox.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;

/**
 * An alert on its way to one receiver.
 *
 * @param id of the alert
 * @param body JSON
 * @param attempts that were made
 * @param next when it is tried again, if it is pending
 * @param lastError why the last attempt failed; empty if none did
 */
public record AlertDelivery(
        String id,
        TenantId tenant,
        Channel channel,
        String body,
        Instant created,
        int attempts,
        Instant next,
        State state,
        String lastError) {
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration MAX_RETRY = Duration.ofHours(6);
    private static final int MAX_DOUBLINGS = 16;

    /** After which a delivery is given up. */
    static final Duration MAX_AGE = Duration.ofDays(3);

    /** Where alerts go. */
    public enum Channel {
        EVENT_BUS,
        WEBHOOK
    }

    /** How far a delivery is. */
    public enum State {
        PENDING,
        DELIVERED,
        /** Given up. */
        FAILED
    }

    static AlertDelivery of(Alert alert, Channel channel, String body) {
        return new AlertDelivery(
                alert.id(), alert.tenant(), channel, body, alert.at(), 0, alert.at(), State.PENDING, "");
    }

    boolean isDue(Instant now) {
        return state == State.PENDING && !next.isAfter(now);
    }

    AlertDelivery delivered() {
        return new AlertDelivery(id, tenant, channel, body, created, attempts + 1, next, State.DELIVERED, lastError);
    }

    /** Tried again after 1, 2, 4, ... minutes, at most 6 hours, until it is 3 days old. */
    AlertDelivery failed(String reason, Instant now) {
        Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS));
        Duration wait = doubled.compareTo(MAX_RETRY) < 0 ? doubled : MAX_RETRY;
        State after = now.isBefore(created.plus(MAX_AGE)) ? State.PENDING : State.FAILED;
        return new AlertDelivery(id, tenant, channel, body, created, attempts + 1, now.plus(wait), after, reason);
    }
}
