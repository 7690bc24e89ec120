package farebox.metering;

import farebox.kernel.Sha256;
import java.time.Instant;

/**
 * The word of one attempt that it is at work on a call with an idempotency key. It spares others the work and tells
 * them so; that a call is billed once does not depend on it.
 *
 * @param until after this the attempt is taken for dead, in whole milliseconds
 */
public record IdempotencyLock(EventId event, AttemptId attemptId, Sha256 fingerprint, Instant until) {}
