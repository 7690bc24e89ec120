package farebox.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Holds responses against the document: their status, content type and body. */
public final class ResponseValidator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_ERROR_STATUS = 400;
    private static final int WRONG_METHOD = 405;

    private final OpenApiDocument document;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    public ResponseValidator(OpenApiDocument document) {
        this.document = document;
    }

    /**
     * A response as a client received it, its content coding removed.
     *
     * @param path of the request as it was sent, without its query
     * @param contentType with or without parameters; empty if there was none
     */
    public record Response(String method, String path, int status, String contentType, String body) {}

    /**
     * What the document does not say of this response; empty if it is as documented. Not held against it: an error for
     * a path that the document does not have, and the 405 for a method that a path does not have.
     */
    public List<String> violations(Response response) {
        if (response.status() == WRONG_METHOD) {
            return List.of();
        }
        Optional<String> operation = document.serving(response.method(), response.path());
        if (operation.isEmpty()) {
            return response.status() >= FIRST_ERROR_STATUS
                    ? List.of()
                    : List.of(response.method() + " " + response.path() + " is not documented");
        }
        String place = operation.get() + " " + response.status();
        JsonNode described = document.resolve(
                document.operation(operation.get()).path("responses").path(String.valueOf(response.status())));
        return described.isMissingNode() ? List.of(place + " is not documented") : content(place, described, response);
    }

    private List<String> content(String place, JsonNode described, Response response) {
        String type = response.contentType().split(";", 2)[0].trim();
        JsonNode content = described.path("content");
        if (response.body().isEmpty() && content.isMissingNode()) {
            return List.of();
        }
        if (!content.has(type)) {
            return List.of(place + " has the content type " + type + ", which is not documented");
        }
        return type.endsWith("json")
                ? body(place + " " + type, content.path(type).path("schema"), response.body())
                : List.of();
    }

    private List<String> body(String place, JsonNode schema, String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return schemas.computeIfAbsent(place, key -> compile(schema)).validate(json).stream()
                    .map(Error::toString)
                    .map(error -> place + ": " + error)
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of(place + ": the body is not JSON: " + e.getOriginalMessage());
        }
    }

    /** A schema of its own, beside what its references lead to. */
    private Schema compile(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", document.json().path("components"));
        return registry.getSchema(whole);
    }
}
