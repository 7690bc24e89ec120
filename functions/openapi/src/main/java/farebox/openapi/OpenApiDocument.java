package farebox.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An OpenAPI 3.1 document in one piece. */
public final class OpenApiDocument {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "head");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

    private final JsonNode json;

    public OpenApiDocument(JsonNode json) {
        this.json = json;
    }

    public static OpenApiDocument parse(byte[] json) throws IOException {
        return new OpenApiDocument(new ObjectMapper().readTree(json));
    }

    public JsonNode json() {
        return json;
    }

    /** Each operation by its method and path, such as {@code GET /v1/models/{id}}. */
    public Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        json.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue());
                    }
                }));
        return operations;
    }

    /** An operation by its method and path as {@link #operations} has them; a missing node if there is none. */
    JsonNode operation(String name) {
        int space = name.indexOf(' ');
        String method = name.substring(0, space).toLowerCase(Locale.ROOT);
        return json.path("paths").path(name.substring(space + 1)).path(method);
    }

    /** Whether the operation may be called without a key. */
    public boolean isPublic(String operation) {
        JsonNode security = operation(operation).path("security");
        return security.isArray() && security.isEmpty();
    }

    /** Variables of each operation's path that are not declared as parameters, and declared ones that it has not. */
    public List<String> undeclaredPathParameters() {
        List<String> wrong = new ArrayList<>();
        operations().forEach((name, operation) -> {
            Set<String> declared = pathParameters(name.substring(name.indexOf('/')), operation);
            Set<String> used = VARIABLE.matcher(name)
                    .results()
                    .map(match -> match.group())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!declared.equals(used)) {
                wrong.add(name + " declares " + declared);
            }
        });
        return wrong;
    }

    /** References to what the document does not have. */
    public List<String> danglingReferences() {
        return json.findValuesAsText("$ref").stream()
                .filter(reference -> json.at(reference.substring(1)).isMissingNode())
                .distinct()
                .toList();
    }

    /**
     * The operation that serves a path as a client sends it, by its method and path; of several, the one with the most
     * literal segments. A variable takes several segments only where nothing else fits: OpenAPI cannot say so of the
     * names that have a slash.
     */
    Optional<String> serving(String method, String path) {
        String request = method + " " + path;
        return mostLiteral(request, "[^/]+").or(() -> mostLiteral(request, ".+"));
    }

    private Optional<String> mostLiteral(String request, String variable) {
        return operations().keySet().stream()
                .filter(name -> matches(name, request, variable))
                .max(Comparator.comparing(name -> Stream.of(name.split("/", -1))
                        .filter(part -> !isVariable(part))
                        .count()));
    }

    /** The node itself, or what it refers to. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? json.at(node.get("$ref").textValue().substring(1)) : node;
    }

    private static boolean matches(String template, String request, String variable) {
        String pattern = Stream.of(template.split("/", -1))
                .map(part -> isVariable(part) ? variable : Pattern.quote(part))
                .collect(Collectors.joining("/"));
        return request.matches(pattern);
    }

    private static boolean isVariable(String segment) {
        return VARIABLE.matcher(segment).matches();
    }

    private Set<String> pathParameters(String path, JsonNode operation) {
        return Stream.of(operation, json.path("paths").path(path))
                .flatMap(each -> each.path("parameters").valueStream())
                .map(this::resolve)
                .filter(parameter -> parameter.path("in").asText().equals("path"))
                .map(parameter -> "{" + parameter.path("name").asText() + "}")
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
