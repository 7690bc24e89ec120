package farebox.local.stepfunctions.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.stepfunctions.expression.ExpressionTemplate;
import farebox.local.stepfunctions.expression.QueryEvaluationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields of one object of a definition. It remembers which were asked for, so that others are refused by name. */
final class StateFields {
    private final ObjectNode object;
    private final String path;
    private final Set<String> known = new HashSet<>(Set.of("Comment"));

    private StateFields(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    static StateFields of(JsonNode json, String path) {
        if (json instanceof ObjectNode object) {
            return new StateFields(object, path);
        }
        throw new InvalidDefinitionException("Expected a JSON object", path);
    }

    String path() {
        return path;
    }

    boolean has(String name) {
        known.add(name);
        return object.has(name);
    }

    Optional<JsonNode> find(String name) {
        known.add(name);
        return Optional.ofNullable(object.get(name));
    }

    JsonNode get(String name) {
        return find(name).orElseThrow(() -> error("Missing the required field '" + name + "'"));
    }

    String text(String name) {
        JsonNode value = get(name);
        if (!value.isTextual()) {
            throw error("Field '" + name + "' must be a string");
        }
        return value.asText();
    }

    Optional<String> findText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** @param otherwise the value of an absent field */
    double number(String name, double otherwise) {
        Optional<JsonNode> value = find(name);
        if (value.isPresent() && !value.get().isNumber()) {
            throw error("Field '" + name + "' must be a number");
        }
        return value.map(JsonNode::asDouble).orElse(otherwise);
    }

    StateFields object(String name) {
        return of(get(name), path + "/" + name);
    }

    Optional<StateFields> findObject(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /** The objects of an array; empty if the field is absent. */
    List<StateFields> objects(String name) {
        List<StateFields> objects = new ArrayList<>();
        for (JsonNode element : array(name)) {
            objects.add(of(element, path + "/" + name + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /** The texts of an array; empty if the field is absent. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(name)) {
            texts.add(element.asText());
        }
        return texts;
    }

    Optional<ExpressionTemplate> template(String name) {
        try {
            return find(name).map(value -> ExpressionTemplate.compile(name, value));
        } catch (QueryEvaluationException e) {
            throw new InvalidDefinitionException(e.message(), path + "/" + name);
        }
    }

    /** A field that takes a number or an expression. */
    Optional<ExpressionTemplate> numeric(String name) {
        Optional<ExpressionTemplate> value = template(name);
        if (value.filter(ExpressionTemplate::constant).isPresent() && !get(name).isNumber()) {
            throw error("Field '" + name + "' must be a number or a JSONata expression");
        }
        return value;
    }

    List<String> names() {
        return List.copyOf(
                object.properties().stream().map(java.util.Map.Entry::getKey).toList());
    }

    /** To be called when all that is supported has been asked for. */
    void refuseOthers() {
        for (String name : names()) {
            if (!known.contains(name)) {
                throw error("Field '" + name + "' is not supported");
            }
        }
    }

    InvalidDefinitionException error(String message) {
        return new InvalidDefinitionException(message, path);
    }

    private JsonNode array(String name) {
        JsonNode value = find(name).orElseGet(object::arrayNode);
        if (!value.isArray()) {
            throw error("Field '" + name + "' must be an array");
        }
        return value;
    }
}
