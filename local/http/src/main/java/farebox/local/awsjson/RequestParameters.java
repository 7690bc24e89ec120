package farebox.local.awsjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The members of a request, each read with its type; a member of another type is a SerializationException. */
public record RequestParameters(ObjectNode json) {
    /** @throws AwsServiceException which names every member that this operation does not support */
    public RequestParameters supporting(String operation, Set<String> supported) {
        Set<String> others = new TreeSet<>();
        json.properties().forEach(member -> {
            if (!supported.contains(member.getKey()) && !member.getValue().isNull()) {
                others.add(member.getKey());
            }
        });
        if (!others.isEmpty()) {
            throw AwsServiceException.validation(
                    operation + " on this machine does not support " + String.join(", ", others) + "; AWS may");
        }
        return this;
    }

    public boolean has(String name) {
        return json.hasNonNull(name);
    }

    public Optional<String> text(String name) {
        return member(name).map(RequestParameters::asText);
    }

    /** @throws AwsServiceException if it is absent */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    /** One of a closed set of words. */
    public Optional<String> choice(String name, List<String> words) {
        Optional<String> chosen = text(name);
        chosen.filter(word -> !words.contains(word)).ifPresent(word -> {
            throw constraint(word, name, "Member must satisfy enum value set: [" + String.join(", ", words) + "]");
        });
        return chosen;
    }

    public boolean flag(String name, boolean otherwise) {
        return member(name).map(RequestParameters::asFlag).orElse(otherwise);
    }

    /** A whole number of at least {@code least}. */
    public Optional<Integer> count(String name, int least) {
        Optional<Integer> count = member(name).map(RequestParameters::asInt);
        count.filter(value -> value < least).ifPresent(value -> {
            throw constraint(value.toString(), name, "Member must have value greater than or equal to " + least);
        });
        return count;
    }

    public Optional<RequestParameters> structure(String name) {
        return member(name).map(RequestParameters::asStructure);
    }

    /** @throws AwsServiceException if it is absent */
    public RequestParameters requiredStructure(String name) {
        return structure(name).orElseThrow(() -> missing(name));
    }

    /** The elements of a list of structures; empty if it is absent. */
    public List<RequestParameters> structures(String name) {
        List<RequestParameters> elements = new ArrayList<>();
        elements(name).forEach(element -> elements.add(asStructure(element)));
        return elements;
    }

    /** The elements of a list of strings; empty if it is absent. */
    public List<String> texts(String name) {
        List<String> elements = new ArrayList<>();
        elements(name).forEach(element -> elements.add(asText(element)));
        return elements;
    }

    /** A map from names to strings, in the order of the request; empty if it is absent. */
    public Map<String, String> textMap(String name) {
        Map<String, String> entries = new LinkedHashMap<>();
        structure(name)
                .ifPresent(map ->
                        map.json.properties().forEach(entry -> entries.put(entry.getKey(), asText(entry.getValue()))));
        return entries;
    }

    /** @return the error of an absent member, in the words of AWS's validation */
    public static AwsServiceException missing(String name) {
        return AwsServiceException.validation("1 validation error detected: Value null at '" + lowerFirst(name)
                + "' failed to satisfy constraint: Member must not be null");
    }

    /** @return the error of a member that breaks a rule, in the words of AWS's validation */
    public static AwsServiceException constraint(String value, String name, String rule) {
        return AwsServiceException.validation("1 validation error detected: Value '" + value + "' at '"
                + lowerFirst(name) + "' failed to satisfy constraint: " + rule);
    }

    private Iterable<JsonNode> elements(String name) {
        Optional<JsonNode> list = member(name);
        if (list.isEmpty()) {
            return List.of();
        }
        if (!list.get().isArray()) {
            throw list.get().isObject()
                    ? AwsServiceException.serialization("Start of structure or map found where not expected")
                    : AwsServiceException.serialization("Unexpected field type");
        }
        return list.get();
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(json.get(name)).filter(node -> !node.isNull());
    }

    /** @throws AwsServiceException if it is not a JSON object */
    public static RequestParameters asStructure(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new RequestParameters(object);
        }
        throw node.isArray()
                ? AwsServiceException.serialization("Unrecognized collection type")
                : AwsServiceException.serialization("Unexpected field type");
    }

    /** @throws AwsServiceException if it is not a JSON string */
    public static String asText(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        throw unconvertible(node, "String");
    }

    private static boolean asFlag(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        throw unconvertible(node, "Boolean");
    }

    private static int asInt(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToInt()) {
            return node.intValue();
        }
        throw unconvertible(node, "Integer");
    }

    private static AwsServiceException unconvertible(JsonNode node, String type) {
        return switch (node.getNodeType()) {
            case ARRAY -> AwsServiceException.serialization("Unrecognized collection type class java.lang." + type);
            case OBJECT -> AwsServiceException.serialization("Start of structure or map found where not expected");
            case BOOLEAN ->
                AwsServiceException.serialization(
                        node.toString().toUpperCase(Locale.ROOT) + "_VALUE cannot be converted to " + type);
            case STRING -> AwsServiceException.serialization("STRING_VALUE cannot be converted to " + type);
            case NUMBER ->
                AwsServiceException.serialization((node.isIntegralNumber() ? "NUMBER_VALUE" : "DECIMAL_VALUE")
                        + " cannot be converted to " + type);
            case BINARY, MISSING, NULL, POJO -> AwsServiceException.serialization("Unexpected field type");
        };
    }

    private static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
