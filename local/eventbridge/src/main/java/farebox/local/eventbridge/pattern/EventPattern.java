package farebox.local.eventbridge.pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.host.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pattern, compiled: every field it names must match, each by one of its matchers. */
public final class EventPattern {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OR = "$or";

    private final Map<String, Node> fields;
    private final List<EventPattern> alternatives;

    private EventPattern(Map<String, Node> fields, List<EventPattern> alternatives) {
        this.fields = fields;
        this.alternatives = alternatives;
    }

    private sealed interface Node {}

    private record Nested(EventPattern pattern) implements Node {}

    private record Leaf(List<Matcher> matchers) implements Node {}

    /** @throws ServiceException {@code InvalidEventPatternException}, which names what is wrong or not supported */
    public static EventPattern compile(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object && !object.isEmpty()) {
                return compile(object);
            }
        } catch (JsonProcessingException e) {
            throw Matcher.invalid("not valid JSON: " + e.getOriginalMessage());
        }
        throw Matcher.invalid("a pattern is an object with at least one field");
    }

    public boolean matches(JsonNode event) {
        return fields.entrySet().stream().allMatch(field -> matches(field.getValue(), event.path(field.getKey())))
                && (alternatives.isEmpty() || alternatives.stream().anyMatch(each -> each.matches(event)));
    }

    private static EventPattern compile(ObjectNode object) {
        Map<String, Node> fields = new LinkedHashMap<>();
        List<EventPattern> alternatives = new ArrayList<>();
        object.properties().forEach(field -> {
            if (field.getKey().equals(OR)) {
                alternatives.addAll(alternatives(field.getValue()));
            } else {
                fields.put(field.getKey(), node(field.getKey(), field.getValue()));
            }
        });
        return new EventPattern(fields, alternatives);
    }

    private static List<EventPattern> alternatives(JsonNode listed) {
        List<EventPattern> compiled = new ArrayList<>();
        for (JsonNode each : listed) {
            if (!(each instanceof ObjectNode object)) {
                throw Matcher.invalid("$or must be an array of objects");
            }
            compiled.add(compile(object));
        }
        return compiled;
    }

    private static Node node(String name, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return new Nested(compile(object));
        }
        if (!(value instanceof ArrayNode array) || array.isEmpty()) {
            throw Matcher.invalid("\"" + name + "\" must be an object or an array that is not empty");
        }
        List<Matcher> matchers = new ArrayList<>();
        array.forEach(each -> matchers.add(Matcher.compile(each)));
        return new Leaf(matchers);
    }

    private static boolean matches(Node node, JsonNode value) {
        return switch (node) {
            case Nested nested -> matchesNested(nested.pattern(), value);
            case Leaf leaf -> leaf.matchers().stream().anyMatch(matcher -> matchesAny(matcher, value));
        };
    }

    /**
     * An array matches if one of its elements does; a pattern that wants a field absent matches where there is none.
     */
    private static boolean matchesNested(EventPattern pattern, JsonNode value) {
        if (value instanceof ArrayNode array) {
            for (JsonNode element : array) {
                if (pattern.matches(element)) {
                    return true;
                }
            }
            return false;
        }
        return pattern.matches(value);
    }

    private static boolean matchesAny(Matcher matcher, JsonNode value) {
        if (!(value instanceof ArrayNode array)) {
            return matcher.matches(value);
        }
        if (array.isEmpty()) {
            return matcher.matches(MissingNode.getInstance());
        }
        for (JsonNode element : array) {
            if (matcher.matches(element)) {
                return true;
            }
        }
        return false;
    }
}
