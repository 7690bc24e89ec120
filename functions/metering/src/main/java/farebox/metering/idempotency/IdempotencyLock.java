package farebox.metering.idempotency;

import farebox.kernel.Sha256;
import java.time.Instant;

/**
 * Held while an attempt processes a request with an idempotency key, so that others need not. That a request is billed
 * once does not depend on it.
 *
 * @param expires after this the attempt is taken for dead; in whole milliseconds
 */
public record IdempotencyLock(EventId event, AttemptId attempt, Sha256 fingerprint, Instant expires) {}
