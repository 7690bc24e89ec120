package farebox.inference;

import farebox.kernel.Deadline;
import farebox.kernel.PayloadTooLarge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Stops a batch as soon as it is clear that it cannot be finished in time, estimated from the time of the inputs so
 * far. The first input is left out, because a cold model is slow once. May be used by several threads at once.
 */
public final class BatchTimeEstimator {
    /** What writing the event and returning the response take. */
    public static final Duration RESPONSE_TIME = Duration.ofMillis(500);

    /** From a shorter time nothing is estimated; one slow input would weigh too much. */
    static final Duration MIN_SAMPLE = Duration.ofMillis(500);

    private final Deadline deadline;
    private final InstantSource clock;
    private long tokensLeft;
    private long tokensTimed;
    private Instant timedSince = Instant.MAX;
    private boolean first = true;

    /** @param tokens of the whole batch */
    BatchTimeEstimator(Deadline deadline, InstantSource clock, long tokens) {
        this.deadline = deadline;
        this.clock = clock;
        this.tokensLeft = tokens;
    }

    /**
     * @param tokens that are run next
     * @throws PayloadTooLarge if these and those after them cannot be finished
     */
    synchronized void requireTimeFor(long tokens) {
        requireTime(deadline, estimate(), clock);
        if (first) {
            first = false;
        } else if (timedSince.equals(Instant.MAX)) {
            timedSince = clock.instant();
            tokensTimed = tokens;
        } else {
            tokensTimed += tokens;
        }
        tokensLeft -= tokens;
    }

    static void requireTime(Deadline deadline, Duration work, InstantSource clock) {
        if (!deadline.allows(work.plus(RESPONSE_TIME), clock)) {
            throw new PayloadTooLarge(
                    "this batch cannot be finished in the time one call has; split it into smaller ones. Nothing is billed");
        }
    }

    private Duration estimate() {
        if (timedSince.equals(Instant.MAX)) {
            return Duration.ZERO;
        }
        Duration spent = Duration.between(timedSince, clock.instant());
        return spent.compareTo(MIN_SAMPLE) < 0
                ? Duration.ZERO
                : spent.multipliedBy(tokensLeft).dividedBy(tokensTimed);
    }
}
