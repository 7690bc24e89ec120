package farebox.metering.idempotency;

import farebox.kernel.RequestId;
import farebox.kernel.Sha256;
import java.util.Optional;

/**
 * What an event keeps of the request that caused it, apart from what is billed, so that a repeated request is
 * recognised.
 *
 * @param attempt the attempt that wrote the event
 * @param fingerprint the digest of the request; for work without a request, of its name
 * @param response the digest of the stored response, if one is stored under {@link ResponseStore.ResponseKey#of the
 *     event's key}
 */
public record IdempotencyRecord(AttemptId attempt, RequestId request, Sha256 fingerprint, Optional<Sha256> response) {}
