package farebox.http;

import farebox.kernel.InvalidRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * A span of time in buckets, as a query names it in OpenAI's API of usage and costs: {@code start_time}, required, and
 * {@code end_time} in Unix seconds, and {@code limit}, the buckets on a page.
 *
 * @param end exclusive
 */
public record TimeQuery(HttpRequest request, Instant start, Instant end) {
    /** In the year 2286; times have four digits for the year until long after. */
    private static final long LATEST_SECOND = 9_999_999_999L;

    /**
     * The end is by default the next second, so that what was used just now is shown; a caller's clock may be a little
     * ahead.
     *
     * @throws InvalidRequest if a parameter is missing or wrong; names it
     */
    public static TimeQuery read(HttpRequest request, Instant now) {
        Instant start = time(request, "start_time")
                .orElseThrow(() -> new InvalidRequest("start_time is required, in Unix seconds", "start_time"));
        Instant end = time(request, "end_time")
                .orElseGet(() -> now.isAfter(start) ? now.plusSeconds(1) : start.plusSeconds(1));
        if (!start.isBefore(end)) {
            throw new InvalidRequest("end_time must be after start_time; it is exclusive", "end_time");
        }
        return new TimeQuery(request, start, end);
    }

    /** @throws InvalidRequest if it is no number, or not within 1 and the largest */
    public int limit(int standard, int largest) {
        long limit = number(request, "limit").orElse((long) standard);
        if (limit < 1 || limit > largest) {
            throw new InvalidRequest("limit is 1 to " + largest, "limit");
        }
        return (int) limit;
    }

    /** @throws InvalidRequest if it is no time in Unix seconds */
    public Optional<Instant> time(String name) {
        return time(request, name);
    }

    private static Optional<Instant> time(HttpRequest request, String name) {
        return number(request, name).map(seconds -> {
            if (seconds < 0 || seconds > LATEST_SECOND) {
                throw new InvalidRequest(name + " is a time in Unix seconds", name);
            }
            return Instant.ofEpochSecond(seconds);
        });
    }

    private static Optional<Long> number(HttpRequest request, String name) {
        try {
            return request.query(name).map(Long::valueOf);
        } catch (NumberFormatException e) {
            throw new InvalidRequest(name + " is a whole number", name);
        }
    }
}
