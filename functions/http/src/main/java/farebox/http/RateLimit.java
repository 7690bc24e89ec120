package farebox.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A plan's token bucket, as API Gateway throttles by it.
 *
 * @param requestsPerSecond above zero
 * @param burst requests that a full bucket holds
 */
public record RateLimit(double requestsPerSecond, int burst) {
    /** The variable of the authorizer's context that has the burst. */
    public static final String LIMIT = "requestLimit";

    private static final String RATE = "requestRate";

    /** @throws IllegalArgumentException if one is not above zero */
    public RateLimit {
        if (!(requestsPerSecond > 0) || burst <= 0) {
            throw new IllegalArgumentException("a rate limit is above zero: " + requestsPerSecond + "/" + burst);
        }
    }

    /**
     * The limits of plans as a setting has them.
     *
     * @param setting {@code <plan>=<requests per second>/<burst>} with blanks between, such as {@code free=5/10}
     * @throws IllegalArgumentException if it has another form
     */
    public static Map<String, RateLimit> parse(String setting) {
        Map<String, RateLimit> limits = new HashMap<>();
        for (String entry : setting.strip().split("\\s+", -1)) {
            String[] parts = entry.split("[=/]", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException(
                        "limits of plans are '<plan>=<requests per second>/<burst>', and '" + entry + "' is not");
            }
            limits.put(parts[0], new RateLimit(Double.parseDouble(parts[1]), Integer.parseInt(parts[2])));
        }
        return Map.copyOf(limits);
    }

    /** The variables of the authorizer's context; {@link #of} reads them back. */
    public Map<String, String> context() {
        return Map.of(LIMIT, Integer.toString(burst), RATE, Double.toString(requestsPerSecond));
    }

    static Optional<RateLimit> of(Map<String, String> authorizer) {
        return authorizer.containsKey(LIMIT) && authorizer.containsKey(RATE)
                ? Optional.of(new RateLimit(
                        Double.parseDouble(authorizer.getOrDefault(RATE, "")),
                        Integer.parseInt(authorizer.getOrDefault(LIMIT, ""))))
                : Optional.empty();
    }

    double refilled(double tokens, Duration elapsed) {
        return Math.min(
                burst,
                tokens
                        + elapsed.toNanos()
                                * requestsPerSecond
                                / Duration.ofSeconds(1).toNanos());
    }

    /** Until the bucket is full again. */
    Duration reset(double tokens) {
        return Duration.ofMillis((long) Math.ceil((burst - tokens) / requestsPerSecond * 1_000));
    }
}
