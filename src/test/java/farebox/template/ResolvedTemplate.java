package farebox.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.template.Node;
import farebox.local.template.Template;
import farebox.local.template.TemplateResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A template under given parameters, as JSON. */
public record ResolvedTemplate(Map<String, JsonNode> resources) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    public static ResolvedTemplate of(Template template, Map<String, String> parameters) {
        Map<String, JsonNode> resources = new TreeMap<>();
        template.resolved(parameters).values().forEach(resource -> resources.put(resource.id(), json(resource)));
        return new ResolvedTemplate(resources);
    }

    /** Logical ids of a type. */
    public List<String> ids(String type) {
        return resources.keySet().stream()
                .filter(id -> resource(id).path("Type").asText().equals(type))
                .toList();
    }

    public JsonNode resource(String id) {
        return resources.getOrDefault(id, JSON.missingNode());
    }

    public JsonNode properties(String id) {
        return resource(id).path("Properties");
    }

    private static JsonNode json(TemplateResource resource) {
        return json(resource.body());
    }

    private static JsonNode json(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> JSON.textNode(scalar.text());
            case Node.Items items -> {
                ArrayNode array = JSON.arrayNode();
                items.all().forEach(item -> array.add(json(item)));
                yield array;
            }
            case Node.Fields fields -> {
                ObjectNode object = JSON.objectNode();
                fields.all().forEach((name, value) -> object.set(name, json(value)));
                yield object;
            }
        };
    }
}
