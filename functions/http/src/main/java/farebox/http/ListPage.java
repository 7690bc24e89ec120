package farebox.http;

import farebox.kernel.InvalidRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of OpenAI's API, a page at a time. */
public final class ListPage {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    private ListPage() {}

    /** @param data objects with an {@code id}, by which the page before or behind is asked for */
    public static Map<String, @Nullable Object> of(
            List<? extends Map<String, ? extends @Nullable Object>> data, boolean hasMore) {
        return of(
                data,
                data.isEmpty() ? null : data.getFirst().get("id"),
                data.isEmpty() ? null : data.getLast().get("id"),
                hasMore);
    }

    /** The same for objects that have no {@code id} of their own. */
    public static Map<String, @Nullable Object> of(
            List<?> data, @Nullable Object firstId, @Nullable Object lastId, boolean hasMore) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("object", "list");
        body.put("data", data);
        body.put("first_id", firstId);
        body.put("last_id", lastId);
        body.put("has_more", hasMore);
        return body;
    }

    /** @throws InvalidRequest if the query's {@code limit} is not 1 to 100 */
    public static int limit(HttpRequest request) {
        String limit = request.query("limit").orElse(Integer.toString(DEFAULT_LIMIT));
        if (!limit.matches("[1-9][0-9]?|" + MAX_LIMIT)) {
            throw new InvalidRequest("limit is 1 to " + MAX_LIMIT, "limit");
        }
        return Integer.parseInt(limit);
    }
}
