package farebox.metering;

import farebox.kernel.Amounts;
import farebox.kernel.Caller;
import farebox.kernel.RequestId;
import farebox.kernel.Sha256;
import farebox.metering.idempotency.IdempotencyKey;
import java.util.Optional;

/**
 * A request that is billed if it succeeds.
 *
 * @param operation method and path, such as {@code POST /v1/embeddings}; with the tenant, the scope of an idempotency
 *     key
 * @param fingerprint the digest of the request; the same idempotency key with another one is refused
 */
public record MeteredCall(
        Caller caller, String operation, RequestId request, Optional<IdempotencyKey> key, Sha256 fingerprint) {

    /** The response of the call's work, not yet delivered, and what the work used. */
    public record Result<R>(R response, Resource resource, Amounts amounts) {}

    /**
     * A response whose event is durable and which may now be delivered.
     *
     * @param event the {@linkplain farebox.metering.idempotency.EventId#local() id} under which the call is billed
     * @param replayed whether the response is that of an earlier call under the same idempotency key, and free
     */
    public record Response<R>(R response, String event, boolean replayed) {}
}
