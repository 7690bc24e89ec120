package farebox.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.template.RestApi.Guard;
import farebox.local.template.RestApi.Route;
import farebox.local.template.RestApi.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
    private final RouteTable table = table(
            "GET /",
            "GET /v1/models",
            "GET /v1/models/{id}",
            "GET /v1/models/{id}/versions",
            "GET /v1/{any}/public",
            "ANY /v1/{rest+}",
            "POST /v2/models/{path+}");

    @ParameterizedTest
    @CsvSource({
        "GET,    /,                          GET /",
        "GET,    /v1/models,                 GET /v1/models",
        "GET,    /v1/models/,                GET /v1/models",
        "GET,    /v1/mod%65ls,               GET /v1/models",
        "GET,    /v1/models/a,               GET /v1/models/{id}",
        "GET,    /v1/models/a%2Fb,           GET /v1/models/{id}",
        "GET,    /v1/models/a/versions,      GET /v1/models/{id}/versions",
        "GET,    /v1/models/public,          GET /v1/models/{id}",
        "GET,    /v1/other/public,           GET /v1/{any}/public",
        "GET,    /v1/other,                  ANY /v1/{rest+}",
        "DELETE, /v1/a/b/c,                  ANY /v1/{rest+}",
        "POST,   /v2/models/m/versions/1,    POST /v2/models/{path+}",
    })
    void match_prefersTheMostSpecificPath(String method, String target, String expected) {
        assertThat(table.match(method, target))
                .map(match -> match.route().method() + " " + match.route().path())
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/models",
        "GET,  /v2/models/m",
        "POST, /v2/models",
        "POST, /v2/models/",
        "GET,  /v1",
        "GET,  /v1//models",
        "GET,  //v1/models",
        "GET,  /V1/models",
        "GET,  /nothing",
    })
    void match_anythingElseIsUnknown(String method, String target) {
        assertThat(table.match(method, target)).isEmpty();
    }

    @Test
    void match_givesVariablesAsTheyWereSent() {
        assertThat(table.match("POST", "/v2/models/a%2Fb/versions/1/infer")
                        .orElseThrow()
                        .pathParameters())
                .containsExactly(Map.entry("path", "a%2Fb/versions/1/infer"));
        assertThat(table.match("GET", "/v1/models/x%20y+z").orElseThrow().pathParameters())
                .containsExactly(Map.entry("id", "x%20y+z"));
    }

    /**
     * Whatever the routes and their order: a path made from a route is found, and by no route that is less specific.
     */
    @RepeatedTest(200)
    void match_findsWhatAnyRouteMeans(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        List<String> paths = new ArrayList<>(
                Stream.generate(() -> randomPath(random)).limit(12).distinct().toList());
        Collections.shuffle(paths, random);
        String wanted = paths.getFirst();
        Map<String, String> values = new LinkedHashMap<>();
        String target = target(wanted, random, values);

        RouteTable.Match match = table(paths.stream().map(path -> "GET " + path).toArray(String[]::new))
                .match("GET", target)
                .orElseThrow();

        String found = match.route().path();
        assertThat(rank(found)).isLessThanOrEqualTo(rank(wanted));
        assertThat(filled(found, match.pathParameters())).isEqualTo(target);
        if (found.equals(wanted)) {
            assertThat(match.pathParameters()).isEqualTo(values);
        }
    }

    /** Names of variables differ by position, so that two paths never differ in these names alone. */
    private static String randomPath(Random random) {
        StringBuilder path = new StringBuilder();
        int length = 1 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(i == length - 1 ? 5 : 4);
            path.append('/').append(kind < 2 ? List.of("a", "b").get(kind) : "{v" + i + (kind == 4 ? "+}" : "}"));
        }
        return path.toString();
    }

    private static String target(String path, Random random, Map<String, String> values) {
        StringBuilder target = new StringBuilder();
        for (String segment : path.substring(1).split("/", -1)) {
            String value = segment;
            if (segment.startsWith("{")) {
                value = List.of("a", "b", "c", "d%2Fe", "f+g").get(random.nextInt(5));
                value = segment.endsWith("+}") && random.nextBoolean() ? value + "/x/y" : value;
                values.put(segment.replaceAll("[{}+]", ""), value);
            }
            target.append('/').append(value);
        }
        return target.toString();
    }

    private static String filled(String path, Map<String, String> values) {
        String filled = path;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue())
                    .replace("{" + value.getKey() + "+}", value.getValue());
        }
        return filled;
    }

    /** Sorts like API Gateway's preference: text before variable before rest, from the left. */
    private static String rank(String path) {
        return path.replaceAll("\\{[^}+]*\\}", "1")
                .replaceAll("\\{[^}]*\\+\\}", "2")
                .replaceAll("[ab]", "0");
    }

    private static RouteTable table(String... routes) {
        return new RouteTable(Stream.of(routes)
                .map(route -> route.split(" ", 2))
                .map(route -> new Route(
                        route[0],
                        route[1],
                        "f",
                        Duration.ofSeconds(29),
                        Transfer.BUFFERED,
                        new Guard.Anyone(),
                        false,
                        List.of()))
                .toList());
    }
}
