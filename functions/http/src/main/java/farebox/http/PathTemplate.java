package farebox.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with variables, in API Gateway's notation: {@code {name}} is one segment, a last {@code {name+}} all that
 * follow.
 */
record PathTemplate(List<String> segments) {
    PathTemplate {
        segments = List.copyOf(segments);
    }

    static PathTemplate of(String template) {
        return new PathTemplate(split(template));
    }

    /** The variables' values, or nothing if the path has another form. */
    Optional<Map<String, String>> match(String path) {
        List<String> parts = split(path);
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (i >= parts.size() || parts.get(i).isEmpty()) {
                return Optional.empty();
            }
            if (segment.endsWith("+}")) {
                variables.put(
                        segment.substring(1, segment.length() - 2), String.join("/", parts.subList(i, parts.size())));
                return Optional.of(Collections.unmodifiableMap(variables));
            }
            if (isVariable(segment)) {
                variables.put(segment.substring(1, segment.length() - 1), parts.get(i));
            } else if (!segment.equals(parts.get(i))) {
                return Optional.empty();
            }
        }
        return parts.size() == segments.size() ? Optional.of(Collections.unmodifiableMap(variables)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }
}
