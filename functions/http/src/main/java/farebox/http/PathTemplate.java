package farebox.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A path with variables, in API Gateway's notation: {@code {name}} is one segment, a last {@code {name+}} all that
 * follow. Paths are split before they are decoded, so that an escaped slash is part of its segment.
 */
record PathTemplate(List<String> segments) {
    PathTemplate {
        segments = List.copyOf(segments);
    }

    static PathTemplate of(String template) {
        return new PathTemplate(split(template));
    }

    /**
     * Orders the more specific of two templates that a path fits first: at the first segment where they differ in kind,
     * a literal comes before a variable and a variable before the rest of the path.
     *
     * <p>Not by the factories of Comparator: they give serializable lambdas, which no archive of classes holds, so that
     * every start would make them anew.
     */
    int compareSpecificity(PathTemplate other) {
        return ranks().compareTo(other.ranks());
    }

    private String ranks() {
        return segments.stream().map(PathTemplate::rank).collect(Collectors.joining());
    }

    /** The segments of a path as it was sent, not decoded. */
    static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /**
     * The variables' values, or nothing if the path has another form.
     *
     * @param parts the segments of a path, each decoded
     */
    Optional<Map<String, String>> match(List<String> parts) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (i >= parts.size() || parts.get(i).isEmpty()) {
                return Optional.empty();
            }
            if (isRest(segment)) {
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

    /** The segments before the first variable. */
    List<String> literalPrefix() {
        return segments.stream().takeWhile(segment -> !isVariable(segment)).toList();
    }

    @Override
    public String toString() {
        return segments.stream().collect(Collectors.joining("/", "/", ""));
    }

    /** Ranks compare as text. */
    private static String rank(String segment) {
        if (!isVariable(segment)) {
            return "0";
        }
        return isRest(segment) ? "2" : "1";
    }

    private static boolean isRest(String segment) {
        return segment.endsWith("+}");
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }
}
