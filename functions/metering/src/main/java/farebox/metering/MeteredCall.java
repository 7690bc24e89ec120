package farebox.metering;

import farebox.kernel.Caller;
import farebox.kernel.RequestId;
import farebox.kernel.Sha256;
import java.util.Optional;

/**
 * A call that will be charged if it is answered.
 *
 * @param operation method and path, such as {@code POST /v1/embeddings}; with the tenant, the scope of an idempotency
 *     key
 * @param fingerprint the digest of the body; the same idempotency key with another one is refused
 */
public record MeteredCall(
        Caller caller, String operation, RequestId request, Optional<IdempotencyKey> key, Sha256 fingerprint) {}
