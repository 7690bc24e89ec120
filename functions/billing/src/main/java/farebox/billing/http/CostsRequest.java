package farebox.billing.http;

import farebox.billing.cost.CostQuery;
import farebox.billing.cost.CostQuery.Dimension;
import farebox.billing.cost.CostQuery.Filter;
import farebox.http.HttpRequest;
import farebox.http.TimeQuery;
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

    /** @throws InvalidRequest if a parameter is wrong; names it */
    CostQuery toQuery() {
        if (!request.query("bucket_width").orElse("1d").equals("1d")) {
            throw new InvalidRequest("bucket_width is 1d; costs are by day", "bucket_width");
        }
        TimeQuery time = TimeQuery.read(request, now);
        Instant from = time.time("page").orElse(time.start());
        if (from.isBefore(time.start()) || !from.isBefore(time.end())) {
            throw new InvalidRequest("page is the next_page of the response before, with the same parameters", "page");
        }
        return new CostQuery(filter(), from, time.end(), time.limit(DEFAULT_LIMIT, MAX_LIMIT), groupBy());
    }

    /** A project or key that is none must not look like no filter. */
    private Filter filter() {
        return new Filter(
                all("project_ids", TenantId::new), all("api_key_ids", KeyId::new), all("line_items", name -> name));
    }

    private <T> Set<T> all(String name, Function<String, T> read) {
        return request.queryAll(name).stream().map(read).collect(Collectors.toSet());
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
}
