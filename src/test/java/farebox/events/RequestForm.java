package farebox.events;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.local.template.RestApi;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an event of a REST API says about the request, whoever is called with it. */
record RequestForm(JsonNode event, RestApi api) {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(\\+?)}");

    /** The route of the template that the event names; nothing if it has none. */
    Optional<RestApi.Route> route() {
        return api.routes().stream()
                .filter(route -> route.path().equals(text("resource")))
                .filter(route -> Set.of(text("httpMethod"), RestApi.ANY).contains(route.method()))
                .min(Comparator.comparing(route -> route.method().equals(RestApi.ANY)));
    }

    List<String> problems() {
        return route().map(this::problems)
                .orElseGet(() -> List.of("the template has no " + text("httpMethod") + " " + text("resource")
                        + ": the gateway answers 404"));
    }

    private List<String> problems(RestApi.Route route) {
        JsonNode context = event.path("requestContext");
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("requestContext.resourcePath", route.path());
        wanted.put("requestContext.httpMethod", text("httpMethod"));
        wanted.put("requestContext.stage", api.stage());
        wanted.put("requestContext.path", "/" + api.stage() + text("path"));
        wanted.put("pathParameters", variables(route.path(), text("path")));
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("requestContext.resourcePath", context.path("resourcePath").asText());
        found.put("requestContext.httpMethod", context.path("httpMethod").asText());
        found.put("requestContext.stage", context.path("stage").asText());
        found.put("requestContext.path", context.path("path").asText());
        found.put("pathParameters", values(event.path("pathParameters")));
        return Stream.of(
                        wanted.entrySet().stream()
                                .filter(entry -> !entry.getValue().equals(found.get(entry.getKey())))
                                .map(entry -> entry.getKey() + " is " + found.get(entry.getKey()) + ", not "
                                        + entry.getValue()),
                        lastOfSeveral("headers", "multiValueHeaders"),
                        lastOfSeveral("queryStringParameters", "multiValueQueryStringParameters"),
                        stageVariables())
                .flatMap(problems -> problems)
                .toList();
    }

    /** Of several values of one name, the plain form has the last. */
    private Stream<String> lastOfSeveral(String plain, String several) {
        Map<String, String> last = new TreeMap<>();
        event.path(several)
                .properties()
                .forEach(field -> last.put(
                        field.getKey(),
                        field.getValue().path(field.getValue().size() - 1).asText()));
        return last.equals(values(event.path(plain)))
                ? Stream.empty()
                : Stream.of(plain + " and " + several + " differ");
    }

    /** The template gives its stage none. */
    private Stream<String> stageVariables() {
        return event.path("stageVariables").isEmpty() ? Stream.empty() : Stream.of("the stage has no variables");
    }

    /** Empty if the path is not one of the route. */
    private static Map<String, String> variables(String route, String path) {
        Matcher names = VARIABLE.matcher(route);
        String pattern = names.replaceAll(
                name -> "(?<" + name.group(1) + ">" + (name.group(2).isEmpty() ? "[^/]+" : ".+") + ")");
        Matcher match = Pattern.compile(pattern).matcher(path);
        Map<String, String> variables = new TreeMap<>();
        if (match.matches()) {
            match.namedGroups().keySet().forEach(name -> variables.put(name, match.group(name)));
            return variables;
        }
        return Map.of("path", "of another route");
    }

    private static Map<String, String> values(JsonNode fields) {
        Map<String, String> values = new TreeMap<>();
        fields.properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        return values;
    }

    private String text(String field) {
        return event.path(field).asText();
    }
}
