package farebox.local.apigateway;

import farebox.local.template.RestApi;
import farebox.local.template.RestApi.Route;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request: the most specific path first, then its method; a path is never tried twice. */
final class RouteTable {
    private final List<Path> paths;

    RouteTable(List<Route> routes) {
        Map<String, Map<String, Route>> byPath = new LinkedHashMap<>();
        routes.forEach(route -> byPath.computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
                .put(route.method(), route));
        this.paths = byPath.entrySet().stream()
                .map(entry -> new Path(RoutePattern.of(entry.getKey()), Map.copyOf(entry.getValue())))
                .sorted(Comparator.comparing(Path::pattern))
                .toList();
    }

    /** @param target the path as it was sent */
    Optional<Match> match(String method, String target) {
        for (Path path : paths) {
            Optional<Map<String, String>> variables = path.pattern().match(target);
            if (variables.isPresent()) {
                return path.route(method).map(route -> new Match(route, variables.get()));
            }
        }
        return Optional.empty();
    }

    private record Path(RoutePattern pattern, Map<String, Route> methods) {
        Optional<Route> route(String method) {
            return Optional.ofNullable(methods.get(method)).or(() -> Optional.ofNullable(methods.get(RestApi.ANY)));
        }
    }

    /** @param pathParameters as they were sent, not decoded, as a REST API gives them to functions */
    record Match(Route route, Map<String, String> pathParameters) {
        Match {
            pathParameters = Map.copyOf(pathParameters);
        }
    }
}
