package farebox.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** Resolved parts of the template as the JSON that CloudFormation sends to a service. */
final class NodeJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private NodeJson() {}

    static JsonNode of(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Items items -> items(items);
            case Node.Fields fields -> fields(fields);
        };
    }

    static ObjectNode fields(Node.Fields fields) {
        ObjectNode object = JSON.objectNode();
        fields.all().forEach((name, value) -> object.set(name, of(value)));
        return object;
    }

    private static ArrayNode items(Node.Items items) {
        ArrayNode array = JSON.arrayNode();
        items.all().forEach(item -> array.add(of(item)));
        return array;
    }

    private static JsonNode scalar(Node.Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> JSON.textNode(scalar.text());
            case NUMBER -> JSON.numberNode(number(scalar));
            case FLAG -> JSON.booleanNode(Boolean.parseBoolean(scalar.text()));
            case NOTHING -> JSON.nullNode();
        };
    }

    private static BigDecimal number(Node.Scalar scalar) {
        try {
            return new BigDecimal(scalar.text());
        } catch (NumberFormatException e) {
            throw new TemplateProblem(scalar.location(), "a decimal number is wanted, not '" + scalar.text() + "'");
        }
    }
}
