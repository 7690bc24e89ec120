package farebox.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The error formats of paths, by prefix: a client that asks for something that does not exist still reads the error in
 * the form of its protocol.
 */
public final class ErrorFormats {
    private final Map<List<String>, ErrorFormat> byPrefix;

    private ErrorFormats(Map<List<String>, ErrorFormat> byPrefix) {
        this.byPrefix = Map.copyOf(byPrefix);
    }

    /**
     * The formats as a setting has them.
     *
     * @param setting {@code <prefix>=<format>} with blanks between, such as {@code /v1=OPENAI /v1/usage=PROBLEM}
     * @throws IllegalArgumentException if it has another form
     */
    public static ErrorFormats parse(String setting) {
        Map<List<String>, ErrorFormat> byPrefix = new LinkedHashMap<>();
        for (String entry : setting.strip().split("\\s+", -1)) {
            String[] parts = entry.split("=", -1);
            if (parts.length != 2 || !parts[0].startsWith("/")) {
                throw new IllegalArgumentException("error formats are '<path>=<format>' with blanks between, and '"
                        + entry + "' is not; formats are " + Arrays.toString(ErrorFormat.values()));
            }
            byPrefix.put(segments(parts[0]), ErrorFormat.valueOf(parts[1]));
        }
        return new ErrorFormats(byPrefix);
    }

    /**
     * Each route's format holds for its own path and what lies below, and for each prefix of it that no route of
     * another format shares.
     */
    static ErrorFormats of(List<Route> routes) {
        Map<List<String>, ErrorFormat> byPrefix = ofSharedPrefixes(routes);
        for (Route route : routes) {
            List<String> segments = route.template().segments();
            if (segments.equals(route.template().literalPrefix())) {
                byPrefix.put(segments, route.errorFormat());
            }
        }
        return new ErrorFormats(byPrefix);
    }

    private static Map<List<String>, ErrorFormat> ofSharedPrefixes(List<Route> routes) {
        Map<List<String>, ErrorFormat> byPrefix = new LinkedHashMap<>();
        for (Route route : routes) {
            List<String> segments = route.template().literalPrefix();
            for (int length = 1; length <= segments.size(); length++) {
                byPrefix.merge(
                        segments.subList(0, length),
                        route.errorFormat(),
                        (one, other) -> one == other ? one : ErrorFormat.PROBLEM);
            }
        }
        return byPrefix;
    }

    /** @param path without the stage; {@link ErrorFormat#PROBLEM} if no prefix has another format */
    public ErrorFormat of(String path) {
        List<String> segments = segments(path);
        return byPrefix.entrySet().stream()
                .filter(entry -> startsWith(segments, entry.getKey()))
                .max(Comparator.comparing(entry -> entry.getKey().size()))
                .map(Map.Entry::getValue)
                .orElse(ErrorFormat.PROBLEM);
    }

    private static boolean startsWith(List<String> segments, List<String> prefix) {
        return segments.size() >= prefix.size()
                && segments.subList(0, prefix.size()).equals(prefix);
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }
}
