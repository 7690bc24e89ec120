package farebox.local.apigateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The path of a route. {@code {name}} stands for one segment, a last {@code {name+}} for all that follow. Segments are
 * compared decoded, but split as they were sent: an escaped slash separates nothing.
 */
record RoutePattern(List<String> segments) implements Comparable<RoutePattern> {
    RoutePattern {
        segments = List.copyOf(segments);
    }

    static RoutePattern of(String path) {
        return new RoutePattern(split(path));
    }

    /** The variables' values as they were sent, or nothing if the path is another. */
    Optional<Map<String, String>> match(String path) {
        List<String> parts = split(path);
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (i >= parts.size() || parts.get(i).isEmpty()) {
                return Optional.empty();
            }
            if (rank(segment) == 2) {
                variables.put(name(segment), String.join("/", parts.subList(i, parts.size())));
                return Optional.of(variables);
            }
            if (rank(segment) == 1) {
                variables.put(name(segment), parts.get(i));
            } else if (!segment.equals(QueryString.decode(parts.get(i).replace("+", "%2B")))) {
                return Optional.empty();
            }
        }
        return parts.size() == segments.size() ? Optional.of(variables) : Optional.empty();
    }

    /** What API Gateway prefers comes first: segment by segment a text, then a variable, then all the rest. */
    @Override
    public int compareTo(RoutePattern other) {
        for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
            int order = Integer.compare(rank(segments.get(i)), rank(other.segments.get(i)));
            if (order != 0) {
                return order;
            }
        }
        // As far as both go they are alike, so no path can be meant by both.
        return 0;
    }

    private static int rank(String segment) {
        if (!segment.startsWith("{")) {
            return 0;
        }
        return segment.endsWith("+}") ? 2 : 1;
    }

    private static String name(String segment) {
        return segment.substring(1, segment.length() - rank(segment));
    }

    /** A slash at the end does not count. */
    private static List<String> split(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        String trimmed = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
        return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("/", -1));
    }
}
