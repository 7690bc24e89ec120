package farebox.metering;

import java.time.Duration;

/**
 * The times on which metering rests.
 *
 * @param answerMargin a write begins only while this much time is left, so that no call is billed that ended in a
 *     timeout; longer than a write takes
 * @param leaseMargin for so long after its deadline an attempt may still be alive: the clocks of two machines differ
 * @param kept for so long an event is kept; longer than any client repeats a call under the same key
 */
public record MeteringPolicy(Duration answerMargin, Duration leaseMargin, Duration kept) {
    public static final MeteringPolicy DEFAULT =
            new MeteringPolicy(Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofDays(45));
}
