package farebox.training.pipeline;

import java.time.Duration;

/**
 * How a new version is tried before it serves everybody.
 *
 * @param percent of the callers that it serves
 * @param window for how long; without harm until then, it is promoted; zero for no canary
 */
public record CanaryPolicy(int percent, Duration window) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int LOOKS = 10;

    /** How long after the window a canary ends that nobody has ended. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    /** Time between two looks at the counts, in whole seconds. */
    Duration interval() {
        Duration part = window.dividedBy(LOOKS);
        return part.compareTo(SHORTEST) < 0
                ? SHORTEST
                : part.compareTo(LONGEST) > 0 ? LONGEST : Duration.ofSeconds(part.toSeconds());
    }

    /** After which a canary ends by itself. */
    Duration limit() {
        return window.plus(GRACE);
    }
}
