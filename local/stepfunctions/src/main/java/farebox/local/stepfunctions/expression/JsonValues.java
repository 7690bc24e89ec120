package farebox.local.stepfunctions.expression;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as the JSONata library holds it, and back. */
final class JsonValues {
    private static final double MAX_EXACT_INTEGER = 1L << 53;
    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private JsonValues() {}

    static Object fromJson(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                json.properties().forEach(member -> members.put(member.getKey(), fromJson(member.getValue())));
                yield members;
            }
            case ARRAY -> {
                List<Object> elements = new ArrayList<>(json.size());
                json.forEach(element -> elements.add(fromJson(element)));
                yield elements;
            }
            case NUMBER -> json.numberValue();
            case BOOLEAN -> json.booleanValue();
            case NULL, MISSING -> Jsonata.NULL_VALUE;
            case STRING, BINARY, POJO -> json.asText();
        };
    }

    /** @return empty if the value is a function or another thing that JSON has no form for */
    static Optional<JsonNode> toJson(Object value) {
        if (value == Jsonata.NULL_VALUE) {
            return Optional.of(FACTORY.nullNode());
        }
        return switch (value) {
            case String text -> Optional.of(FACTORY.textNode(text));
            case Boolean flag -> Optional.of(FACTORY.booleanNode(flag));
            case Number number -> Optional.of(number(number));
            case Map<?, ?> members -> object(members);
            case List<?> elements -> array(elements);
            default -> Optional.empty();
        };
    }

    /** As a parser reads it: a number without a fraction is an int if it fits. */
    private static JsonNode number(Number number) {
        double value = number.doubleValue();
        boolean integral = value == Math.rint(value) && Math.abs(value) <= MAX_EXACT_INTEGER;
        if (!integral && !(number instanceof Long)) {
            return FACTORY.numberNode(value);
        }
        long whole = number.longValue();
        return (int) whole == whole ? FACTORY.numberNode((int) whole) : FACTORY.numberNode(whole);
    }

    private static Optional<JsonNode> object(Map<?, ?> members) {
        ObjectNode object = FACTORY.objectNode();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            Optional<JsonNode> value = nullable(member.getValue());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            object.set(String.valueOf(member.getKey()), value.get());
        }
        return Optional.of(object);
    }

    private static Optional<JsonNode> array(List<?> elements) {
        ArrayNode array = FACTORY.arrayNode();
        for (Object element : elements) {
            Optional<JsonNode> value = nullable(element);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            array.add(value.get());
        }
        return Optional.of(array);
    }

    /** Inside a value the library writes null as Java's null, too. */
    private static Optional<JsonNode> nullable(@Nullable Object value) {
        return value == null ? Optional.of(FACTORY.nullNode()) : toJson(value);
    }
}
