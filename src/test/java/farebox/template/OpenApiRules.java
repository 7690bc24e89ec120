package farebox.template;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.ErrorFormat;
import farebox.http.ErrorFormats;
import farebox.openapi.OpenApiBundler;
import farebox.openapi.OpenApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules that hold the gateway's paths against the OpenAPI document, in the form of {@link TemplateRules}. */
final class OpenApiRules {
    private static final OpenApiDocument DOCUMENT = read();

    /** The schemas of errors, by the format of the errors. */
    private static final Map<String, ErrorFormat> ERROR_SCHEMAS = Map.of(
            "#/components/schemas/OpenAiError", ErrorFormat.OPENAI,
            "#/components/schemas/OpenInferenceError", ErrorFormat.OPEN_INFERENCE,
            "#/components/schemas/HuggingFaceError", ErrorFormat.HUGGING_FACE,
            "#/components/schemas/SageMakerError", ErrorFormat.SAGEMAKER,
            "#/components/schemas/CohereError", ErrorFormat.COHERE,
            "#/components/schemas/Problem", ErrorFormat.PROBLEM);

    private OpenApiRules() {}

    static Map<String, Function<ResolvedTemplate, List<String>>> all() {
        return Map.of(
                "every documented operation is routed, with a key where it needs one", OpenApiRules::documented,
                "every path that leads somewhere is documented", OpenApiRules::routed,
                "errors of the authorizer have the documented format", OpenApiRules::errorFormats);
    }

    private static List<String> documented(ResolvedTemplate template) {
        Map<String, JsonNode> paths = paths(template);
        List<String> broken = new ArrayList<>();
        for (String operation : DOCUMENT.operations().keySet()) {
            Optional<String> routed = mostLiteral(paths, sample(operation)).filter(path -> !leadsNowhere(path));
            if (routed.isEmpty()) {
                broken.add(operation + " has no path in the gateway");
            } else if (DOCUMENT.isPublic(operation) == needsKey(template, routed.get())) {
                broken.add(operation + " and the gateway differ in whether a key is needed");
            }
        }
        return broken;
    }

    private static List<String> routed(ResolvedTemplate template) {
        Map<String, JsonNode> paths = paths(template);
        List<String> used = DOCUMENT.operations().keySet().stream()
                .flatMap(operation -> mostLiteral(paths, sample(operation)).stream())
                .toList();
        return paths.keySet().stream()
                .filter(path -> !leadsNowhere(path) && !used.contains(path))
                .map(path -> path + " is not documented")
                .toList();
    }

    private static List<String> errorFormats(ResolvedTemplate template) {
        ErrorFormats formats = ErrorFormats.parse(template.properties("AuthorizerFunction")
                .path("Environment")
                .path("Variables")
                .path("ERROR_FORMATS")
                .asText());
        return DOCUMENT.operations().entrySet().stream()
                .filter(operation -> !DOCUMENT.isPublic(operation.getKey()))
                .filter(operation ->
                        formats.of(sample(operation.getKey())) != ERROR_SCHEMAS.get(errorSchema(operation.getValue())))
                .map(operation -> operation.getKey() + " documents another error than ERROR_FORMATS gives it")
                .toList();
    }

    /** The schema of an operation's 401, which every operation with a key documents. */
    private static String errorSchema(JsonNode operation) {
        JsonNode error = operation.path("responses").path("401");
        JsonNode resolved = DOCUMENT.json().at(error.path("$ref").asText().replaceFirst("#", ""));
        return resolved.path("content").findPath("$ref").asText();
    }

    private static Map<String, JsonNode> paths(ResolvedTemplate template) {
        return template.ids("AWS::Serverless::Api").stream()
                .flatMap(id -> template.properties(id).path("DefinitionBody").path("paths").properties().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The gateway's path that takes a request; of several, the one with the most literal segments. */
    private static Optional<String> mostLiteral(Map<String, JsonNode> paths, String request) {
        return paths.keySet().stream()
                .filter(path ->
                        request.matches(path.replaceAll("\\{[^}+]+}", "[^/]+").replaceAll("\\{[^}]+\\+}", ".+")))
                .max((one, other) -> Long.compare(literals(one), literals(other)));
    }

    private static long literals(String path) {
        return Stream.of(path.split("/", -1))
                .filter(part -> !part.startsWith("{"))
                .count();
    }

    /** A path that a client would send. */
    private static String sample(String operation) {
        return operation.substring(operation.indexOf('/')).replaceAll("\\{[^}]+}", "sample");
    }

    private static boolean needsKey(ResolvedTemplate template, String path) {
        return paths(template).entrySet().stream()
                .filter(entry -> entry.getKey().equals(path))
                .anyMatch(entry -> !entry.getValue()
                        .path(GatewayRules.ANY)
                        .path("security")
                        .isEmpty());
    }

    /** Above what is served, where the function says 404. */
    private static boolean leadsNowhere(String path) {
        return GatewayRules.PARENTS.contains(path);
    }

    private static OpenApiDocument read() {
        try {
            return OpenApiBundler.bundle(OpenApiBundler.filesUnder(Path.of("..")), "0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
