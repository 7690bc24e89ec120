package farebox.training.pipeline;

import farebox.training.pipeline.gate.CanaryCounts;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a new version is tried before it becomes the champion: it serves a share of the callers; half of them, if that
 * share sent too few requests; and all of them, for the bake time, in which harm still gives them back.
 *
 * @param percent of the callers that it serves first
 * @param window for how long it serves each share without harm; zero for no canary
 */
public record CanaryPolicy(int percent, Duration window) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** In a window, where that is not too often or too seldom: each two seconds in one of five minutes. */
    private static final int LOOKS = 150;

    /** Attempts to start in the window of another run. */
    private static final int ATTEMPTS = 10;

    private static final int HALF = 50;
    private static final int ALL = 100;

    /** How long after the window a share ends that nobody has ended. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    /** The share that follows one which showed no harm; empty after the bake time. */
    public OptionalInt after(int share, CanaryCounts counts) {
        if (share >= ALL) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(share < HALF && counts.missesCandidate() ? HALF : ALL);
    }

    /** Time between two looks at the counts, in whole seconds. */
    public Duration interval() {
        return part(LOOKS);
    }

    /** Time until a run that found another's canary tries again, in whole seconds. */
    Duration pause() {
        return part(ATTEMPTS);
    }

    private Duration part(int parts) {
        Duration part = window.dividedBy(parts);
        return part.compareTo(SHORTEST) < 0
                ? SHORTEST
                : part.compareTo(LONGEST) > 0 ? LONGEST : Duration.ofSeconds(part.toSeconds());
    }

    /** After which a share ends by itself. */
    Duration limit() {
        return window.plus(GRACE);
    }
}
