package farebox.metering;

import java.time.Duration;

/**
 * The times on which metering rests.
 *
 * @param responseMargin a write begins only while this much time is left, so that no request is billed that ended in a
 *     timeout; longer than a write takes
 * @param lockMargin an attempt may still be alive for so long after its deadline, since the clocks of two machines
 *     differ
 * @param retention how long an event is kept; longer than any client repeats a request under the same key
 */
public record MeteringPolicy(Duration responseMargin, Duration lockMargin, Duration retention) {
    public static final MeteringPolicy DEFAULT =
            new MeteringPolicy(Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofDays(45));
}
