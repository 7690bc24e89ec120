package farebox.billing.http;

import farebox.billing.invoice.ReadCosts;
import farebox.billing.invoice.ReadCosts.Dimension;
import farebox.http.HttpRequest;
import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a request for costs, which are OpenAI's: {@code start_time} and {@code end_time} in Unix seconds,
 * {@code bucket_width} 1d, {@code limit} 1 to 180, {@code group_by} of project_id and line_item, {@code project_ids},
 * and {@code page}, the {@code next_page} of the response before.
 */
record CostsRequest(HttpRequest request, Instant now) {
    private static final int DEFAULT_LIMIT = 7;
    private static final int MAX_LIMIT = 180;
    private static final long MAX_SECOND = 9_999_999_999L;

    /** @throws InvalidRequest if a parameter is wrong; names it */
    ReadCosts.Query toQuery() {
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
        return new ReadCosts.Query(tenants(), from, end, limit(), groupBy());
    }

    /** A project that is none must not look like no filter. */
    private Set<TenantId> tenants() {
        Set<String> names = new HashSet<>(request.queryAll("project_ids"));
        return names.stream().map(TenantId::new).collect(Collectors.toSet());
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
                .map(CostsRequest::dimension)
                .collect(Collectors.toSet());
    }

    private static Dimension dimension(String name) {
        return switch (name) {
            case "project_id" -> Dimension.TENANT;
            case "line_item" -> Dimension.LINE_ITEM;
            default -> throw new InvalidRequest("group_by takes project_id and line_item", "group_by");
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
