package farebox.inference.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.Json;
import farebox.http.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The hand-written document is true to what is served. */
final class OpenApiTest {
    /** Served by the function of another module under the same address. */
    private static final Set<String> ELSEWHERE = Set.of(
            "GET /v1/usage",
            "GET /v1/organization/usage/{kind}",
            "GET /v1/balance",
            "GET /v1/invoices",
            "GET /v1/invoices/{id}",
            "GET /v1/organization/costs");

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "head");

    private final Function function = new Function();
    private final JsonNode document = new Json()
            .object(function.answer(Function.event("inference-openapi")).bytes());

    @Test
    void paths_areThoseOfTheRoutes() {
        Stream<String> served =
                documented().map(route -> route.method() + " " + route.path().replace("+}", "}"));

        assertThat(operations().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(served, ELSEWHERE.stream()).toList());
    }

    @Test
    void security_isAskedForWhereAKeyIs() {
        for (Route route : documented().toList()) {
            boolean open = route.action() instanceof Route.Action.Public;
            JsonNode security = document.get("paths")
                    .path(route.path().replace("+}", "}"))
                    .path(route.method().toLowerCase(Locale.ROOT))
                    .path("security");

            assertThat(security.isArray() && security.isEmpty())
                    .describedAs(route.path())
                    .isEqualTo(open);
        }
    }

    @Test
    void pathParameters_areDeclared() {
        operations().forEach((name, operation) -> {
            Set<String> declared = new HashSet<>();
            String path = name.substring(name.indexOf('/'));
            Stream.of(operation, document.get("paths").get(path))
                    .flatMap(each -> each.path("parameters").valueStream())
                    .map(this::resolve)
                    .filter(parameter -> parameter.get("in").textValue().equals("path"))
                    .forEach(parameter ->
                            declared.add("{" + parameter.get("name").textValue() + "}"));
            assertThat(declared)
                    .describedAs(name)
                    .containsExactlyInAnyOrderElementsOf(Stream.of(name.split("/", -1))
                            .filter(part -> part.startsWith("{"))
                            .toList());
        });
    }

    @Test
    void references_leadSomewhere() {
        List<String> references = new ArrayList<>();
        collect(document, references);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .describedAs(reference)
                        .isFalse());
    }

    @Test
    void version_isThatOfTheService() {
        JsonNode health = new Json()
                .object(function.answer(Function.event("inference-health")).bytes());

        assertThat(document.at("/info/version").textValue())
                .isEqualTo(health.get("version").textValue())
                .doesNotContain("$");
        assertThat(document.get("openapi").textValue()).startsWith("3.1");
    }

    /** A model of another owner is documented with its slash escaped; a path parameter has no other form in OpenAPI. */
    private Stream<Route> documented() {
        return function.routes().stream().filter(route -> !route.path().contains("{owner}"));
    }

    private Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.get("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        operations.put(method.toUpperCase(Locale.ROOT) + " " + path, operation);
                    }
                }));
        return operations;
    }

    private JsonNode resolve(JsonNode parameter) {
        return parameter.has("$ref")
                ? document.at(parameter.get("$ref").textValue().substring(1))
                : parameter;
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.get("$ref").textValue());
        }
        node.forEach(inner -> collect(inner, references));
    }
}
