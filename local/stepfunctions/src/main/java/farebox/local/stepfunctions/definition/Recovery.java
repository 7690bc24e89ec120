package farebox.local.stepfunctions.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The {@code Retry} and {@code Catch} of a state, each in the order in which they are tried. */
public record Recovery(List<Retrier> retriers, List<Catcher> catchers) {
    public static final Recovery NONE = new Recovery(List.of(), List.of());

    /**
     * @param maxAttempts retries, the first attempt not counted
     * @param backoffRate by which the interval grows with each retry
     * @param jitter whether the wait is drawn between zero and the interval
     */
    public record Retrier(
            List<String> errors,
            Duration interval,
            int maxAttempts,
            double backoffRate,
            Optional<Duration> maxDelay,
            boolean jitter) {
        /** The longest wait before retry number {@code retry}, from 0. */
        public Duration delay(int retry) {
            double millis = (double) interval.toMillis() * Math.pow(backoffRate, retry);
            Duration delay = Duration.ofMillis(
                    (long) Math.min(millis, (double) Duration.ofDays(365).toMillis()));
            return maxDelay.filter(max -> max.compareTo(delay) < 0).orElse(delay);
        }
    }

    /** @param exit its output is the error's description unless it says otherwise */
    public record Catcher(List<String> errors, State.Exit exit) {}
}
