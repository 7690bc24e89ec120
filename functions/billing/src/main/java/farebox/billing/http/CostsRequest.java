package farebox.billing.http;

import farebox.billing.cost.CostQuery;
import farebox.billing.cost.CostQuery.Dimension;
import farebox.billing.cost.CostQuery.Filter;
import farebox.http.HttpRequest;
import farebox.kernel.InvalidRequest;
import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The parameters of a request for costs, which are OpenAI's: {@code start_time} and {@code end_time} in Unix seconds,
 * {@code bucket_width} 1d, {@code limit} 1 to 180, {@code group_by} of project_id, line_item, api_key_id, user_id
 * (there are none: always null) and, beyond OpenAI's, model, {@code project_ids}, {@code api_key_ids} and
 * {@code line_items}, and {@code page}, the {@code next_page} of the response before.
 */
record CostsRequest(HttpRequest request, Instant now) {
    private static final int DEFAULT_LIMIT = 7;
    private static final int MAX_LIMIT = 180;
    private static final long MAX_SECOND = 9_999_999_999L;

    /** @throws InvalidRequest if a parameter is wrong; names it */
    CostQuery toQuery() {
        if (!request.query("bucket_width").orElse("1d").equals("1d")) {
            throw new InvalidRequest("bucket_width is 1d; costs are by day", "bucket_width");
        }
        Instant start = time("start_time")
                .orElseThrow(() -> new InvalidRequest("start_time is required, in Unix seconds", "start_time"));
        Instant end = time("end_time").orElseGet(() -> now.isAfter(start) ? now.plusSeconds(1) : start.plusSeconds(1));
        if (!start.isBefore(end)) {
            throw new InvalidRequest("end_time must be after start_time; it is exclusive", "end_time");
        }
        Instant from = time("page").orElse(start);
        if (from.isBefore(start) || !from.isBefore(end)) {
            throw new InvalidRequest("page is the next_page of the response before, with the same parameters", "page");
        }
        return new CostQuery(filter(), from, end, limit(), groupBy());
    }

    /** A project or key that is none must not look like no filter. */
    private Filter filter() {
        return new Filter(
                all("project_ids", TenantId::new), all("api_key_ids", KeyId::new), all("line_items", name -> name));
    }

    private <T> Set<T> all(String name, Function<String, T> read) {
        return request.queryAll(name).stream().map(read).collect(Collectors.toSet());
    }

    private int limit() {
        long limit = number("limit").orElse((long) DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidRequest("limit is 1 to " + MAX_LIMIT, "limit");
        }
        return (int) limit;
    }

    private Set<Dimension> groupBy() {
        return request.queryAll("group_by").stream()
                .flatMap(name -> dimension(name).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<Dimension> dimension(String name) {
        return switch (name) {
            case "project_id" -> Optional.of(Dimension.TENANT);
            case "line_item" -> Optional.of(Dimension.LINE_ITEM);
            case "api_key_id" -> Optional.of(Dimension.KEY);
            case "model" -> Optional.of(Dimension.MODEL);
            case "user_id" -> Optional.empty();
            default ->
                throw new InvalidRequest(
                        "group_by takes project_id, line_item, api_key_id, user_id and model", "group_by");
        };
    }

    private Optional<Instant> time(String name) {
        return number(name).map(seconds -> {
            if (seconds < 0 || seconds > MAX_SECOND) {
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
