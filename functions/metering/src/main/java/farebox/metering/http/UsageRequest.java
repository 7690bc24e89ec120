package farebox.metering.http;

import farebox.http.HttpRequest;
import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import farebox.metering.query.BucketWidth;
import farebox.metering.query.UsageQuery;
import farebox.metering.query.UsageQuery.Dimension;
import farebox.metering.query.UsageQuery.Filter;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a request for usage, which are OpenAI's:
 *
 * <ul>
 *   <li>{@code start_time}, required, and {@code end_time}, exclusive, by default now: Unix seconds. Buckets have the
 *       edges of UTC, and each bucket that holds a part of the span is shown whole.
 *   <li>{@code bucket_width}: {@code 1m}, {@code 1h} or {@code 1d}, the default.
 *   <li>{@code limit}: buckets on a page; by default 60, 24 or 7 and at most 1440, 168 or 31, by width.
 *   <li>{@code group_by}: any of {@code project_id} (the tenant), {@code api_key_id}, {@code model} and {@code user_id}
 *       (there are none: always null).
 *   <li>{@code project_ids}, {@code api_key_ids}, {@code models}: only their usage.
 *   <li>{@code page}: the {@code next_page} of the response before.
 * </ul>
 *
 * Lists come as {@code name=a&name=b} or {@code name[]=a&name[]=b}.
 */
record UsageRequest(HttpRequest request, Instant now) {
    static final Set<String> PARAMETERS = Set.of(
            "start_time",
            "end_time",
            "bucket_width",
            "limit",
            "group_by",
            "project_ids",
            "api_key_ids",
            "models",
            "user_ids",
            "page");

    /** In the year 2286; times have four digits for the year until long after. */
    private static final long LATEST_SECOND = 9_999_999_999L;

    /** @throws InvalidRequest if a parameter is wrong; names it */
    UsageQuery toQuery(Optional<TenantId> tenant, UsageQuery.Kind kind) {
        BucketWidth width = width();
        Instant start = time("start_time")
                .orElseThrow(() -> new InvalidRequest("start_time is required, in Unix seconds", "start_time"));
        Instant end = end(start);
        requireNoUsers();
        return new UsageQuery(tenant, width, page(width, start, end), end, limit(width), groupBy(), filter(), kind);
    }

    private BucketWidth width() {
        String label = request.query("bucket_width").orElse(BucketWidth.DAY.label());
        return Arrays.stream(BucketWidth.values())
                .filter(width -> width.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("bucket_width is 1m, 1h or 1d", "bucket_width"));
    }

    /** By default the next second, so that what was used just now is shown; a caller's clock may be a little ahead. */
    private Instant end(Instant start) {
        Instant end = time("end_time").orElseGet(() -> now.isAfter(start) ? now.plusSeconds(1) : start.plusSeconds(1));
        if (!start.isBefore(end)) {
            throw new InvalidRequest("end_time must be after start_time; it is exclusive", "end_time");
        }
        return end;
    }

    private Instant page(BucketWidth width, Instant start, Instant end) {
        return request.query("page")
                .map(PageCursor::read)
                .map(page -> within(page, width, start, end))
                .orElse(start);
    }

    private static Instant within(Instant page, BucketWidth width, Instant start, Instant end) {
        if (page.isBefore(start) || !page.isBefore(end) || !width.startOf(page).equals(page)) {
            throw PageCursor.unknown();
        }
        return page;
    }

    private int limit(BucketWidth width) {
        long limit = number("limit").orElse((long) width.defaultLimit());
        if (limit < 1 || limit > width.maxLimit()) {
            throw new InvalidRequest(
                    "limit is 1 to " + width.maxLimit() + " for a bucket_width of " + width.label(), "limit");
        }
        return (int) limit;
    }

    private Set<Dimension> groupBy() {
        return request.queryAll("group_by").stream()
                .flatMap(name -> dimension(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Dimension> dimension(String name) {
        return switch (name) {
            case "project_id" -> Optional.of(Dimension.TENANT);
            case "api_key_id" -> Optional.of(Dimension.KEY);
            case "model" -> Optional.of(Dimension.MODEL);
            case "user_id" -> Optional.empty();
            default -> throw new InvalidRequest("group_by takes project_id, user_id, api_key_id and model", "group_by");
        };
    }

    private Filter filter() {
        return new Filter(all("project_ids"), all("api_key_ids"), all("models"));
    }

    private Set<String> all(String name) {
        return new HashSet<>(request.queryAll(name));
    }

    /** A filter that cannot match must not look like no usage. */
    private void requireNoUsers() {
        if (!request.queryAll("user_ids").isEmpty()) {
            throw new InvalidRequest("there are no users here; use api_key_ids or project_ids", "user_ids");
        }
    }

    private Optional<Instant> time(String name) {
        return number(name).map(seconds -> {
            if (seconds < 0 || seconds > LATEST_SECOND) {
                throw new InvalidRequest(name + " is a time in Unix seconds", name);
            }
            return Instant.ofEpochSecond(seconds);
        });
    }

    private Optional<Long> number(String name) {
        try {
            return request.query(name).map(Long::valueOf);
        } catch (NumberFormatException e) {
            throw new InvalidRequest(name + " is a whole number", name);
        }
    }
}
