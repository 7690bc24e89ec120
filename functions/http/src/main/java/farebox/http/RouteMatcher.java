package farebox.http;

import farebox.kernel.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the route of a request, in one pass over the routes. The most specific template that a path fits is the path's,
 * in whatever order the routes were given: its methods are all that the path has.
 */
final class RouteMatcher {
    private static final String HEAD = "HEAD";
    private static final String GET = "GET";

    private final List<Route> routes;
    private final ErrorFormats errorFormats;

    RouteMatcher(List<Route> routes) {
        this.routes = routes.stream()
                .sorted((one, other) -> one.template().compareSpecificity(other.template()))
                .toList();
        this.errorFormats = ErrorFormats.of(routes);
    }

    /** The outcome for one method and path; each has the format in which errors are written. */
    sealed interface Match {
        ErrorFormat errorFormat();

        record Found(Route route, Map<String, String> variables) implements Match {
            @Override
            public ErrorFormat errorFormat() {
                return route.errorFormat();
            }
        }

        /** @param allowed the methods that the path has */
        record WrongMethod(ErrorFormat errorFormat, List<String> allowed) implements Match {
            public WrongMethod {
                allowed = List.copyOf(allowed);
            }
        }

        record UnknownPath(ErrorFormat errorFormat) implements Match {}
    }

    /** @param rawPath as it was sent, not decoded; one that cannot be decoded is unknown */
    Match match(String method, String rawPath) {
        Optional<List<String>> segments = decode(rawPath);
        List<Match.Found> matches = segments.map(this::matches).orElse(List.of());
        if (matches.isEmpty()) {
            return new Match.UnknownPath(errorFormats.of(rawPath));
        }
        return matches.stream()
                .filter(match -> accepts(match.route(), method))
                .findFirst()
                .<Match>map(found -> found)
                .orElseGet(() -> new Match.WrongMethod(matches.getFirst().errorFormat(), allowed(matches)));
    }

    private List<Match.Found> matches(List<String> segments) {
        List<Match.Found> matches = new ArrayList<>();
        for (Route route : routes) {
            if (matches.isEmpty() || matches.getFirst().route().template().equals(route.template())) {
                route.template().match(segments).ifPresent(variables -> matches.add(new Match.Found(route, variables)));
            }
        }
        return matches;
    }

    private static Optional<List<String>> decode(String rawPath) {
        try {
            return Optional.of(PathTemplate.split(rawPath).stream()
                    .map(PercentEncoding::decode)
                    .toList());
        } catch (InvalidRequest undecodable) {
            return Optional.empty();
        }
    }

    /** HEAD is answered wherever GET is (RFC 9110, 9.3.2). */
    private static boolean accepts(Route route, String method) {
        return route.method().equals(method.equals(HEAD) ? GET : method);
    }

    private static List<String> allowed(List<Match.Found> matches) {
        List<String> allowed = new ArrayList<>();
        matches.stream().map(match -> match.route().method()).distinct().forEach(method -> {
            allowed.add(method);
            if (method.equals(GET)) {
                allowed.add(HEAD);
            }
        });
        return allowed;
    }
}
