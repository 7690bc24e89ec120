package farebox.metering;

/**
 * An answer whose event is durable and which may now be delivered.
 *
 * @param event the id under which the call is billed
 * @param replayed the answer is that of an earlier call under the same idempotency key, and free
 */
public record MeteredResponse(ResponseRecord responseRecord, String event, boolean replayed) {}
