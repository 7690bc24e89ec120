package farebox.metering.http;

import farebox.http.HttpRequest;
import farebox.http.TimeQuery;
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

    /** @throws InvalidRequest if a parameter is wrong; names it */
    UsageQuery toQuery(Optional<TenantId> tenant, UsageQuery.Kind kind) {
        BucketWidth width = width();
        TimeQuery time = TimeQuery.read(request, now);
        requireNoUsers();
        int limit = time.limit(width.defaultLimit(), width.maxLimit());
        return new UsageQuery(tenant, width, page(width, time), time.end(), limit, groupBy(), filter(), kind);
    }

    private BucketWidth width() {
        String label = request.query("bucket_width").orElse(BucketWidth.DAY.label());
        return Arrays.stream(BucketWidth.values())
                .filter(width -> width.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("bucket_width is 1m, 1h or 1d", "bucket_width"));
    }

    private Instant page(BucketWidth width, TimeQuery time) {
        return request.query("page")
                .map(PageCursor::read)
                .map(page -> within(page, width, time))
                .orElse(time.start());
    }

    private static Instant within(Instant page, BucketWidth width, TimeQuery time) {
        if (page.isBefore(time.start())
                || !page.isBefore(time.end())
                || !width.startOf(page).equals(page)) {
            throw PageCursor.unknown();
        }
        return page;
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
}
