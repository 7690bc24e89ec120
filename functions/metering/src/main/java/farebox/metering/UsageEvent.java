package farebox.metering;

import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.RequestId;
import farebox.kernel.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * One billed call. Written once, never changed; it holds nothing of what was asked or answered.
 *
 * @param attemptId the run that wrote it
 * @param plan under which the call was made
 * @param at the server's time of the write, in whole milliseconds
 * @param fingerprint the digest of the request's body
 * @param answer present if the call had an idempotency key
 * @param expiresAt when the event may be deleted, in whole seconds
 */
public record UsageEvent(
        EventId id,
        AttemptId attemptId,
        KeyId key,
        PlanName plan,
        String model,
        String version,
        Quantities quantities,
        Instant at,
        Sha256 fingerprint,
        RequestId request,
        Optional<StoredResponse> answer,
        Instant expiresAt) {

    boolean sameRequestAs(MeteredCall call) {
        return fingerprint.equals(call.fingerprint());
    }
}
