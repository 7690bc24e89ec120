package farebox.local.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Values out of DynamoDB's JSON, with the refusals that AWS gives. */
public final class ValueReader {
    private static final int MAX_DEPTH = 32;
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final String ONE_TYPE = ", must contain exactly one of the supported datatypes";

    private final int depth;

    private ValueReader(int depth) {
        this.depth = depth;
    }

    public static Item item(ObjectNode json) {
        return new Item(new ValueReader(0).entries(json));
    }

    public static Value value(JsonNode json) {
        return new ValueReader(0).read(json);
    }

    private Map<String, Value> entries(JsonNode json) {
        Map<String, Value> entries = new LinkedHashMap<>();
        RequestParameters.asStructure(json)
                .json()
                .properties()
                .forEach(entry -> entries.put(entry.getKey(), read(entry.getValue())));
        return entries;
    }

    private Value read(JsonNode json) {
        ObjectNode tagged = RequestParameters.asStructure(json).json();
        if (tagged.size() != 1) {
            throw AwsServiceException.validation(
                    tagged.isEmpty()
                            ? "Supplied AttributeValue is empty" + ONE_TYPE
                            : "Supplied AttributeValue has more than one datatypes set" + ONE_TYPE);
        }
        String name = tagged.fieldNames().next();
        ValueType type = ValueType.find(name)
                .orElseThrow(() -> AwsServiceException.validation("Supplied AttributeValue is empty" + ONE_TYPE));
        return read(type, tagged.path(name));
    }

    private Value read(ValueType type, JsonNode json) {
        return switch (type) {
            case S -> new Value.S(RequestParameters.asText(json));
            case N -> new Value.N(Numbers.read(RequestParameters.asText(json)));
            case B -> new Value.B(bytes(json));
            case BOOL -> new Value.Bool(flag(json));
            case NULL -> nothing(json);
            case M -> new Value.M(deeper().entries(json));
            case L -> new Value.L(deeper().elements(json));
            case SS -> new Value.SS(strings(json));
            case NS -> new Value.NS(numbers(json));
            case BS -> new Value.BS(binaries(json));
        };
    }

    private ValueReader deeper() {
        if (depth == MAX_DEPTH) {
            throw AwsServiceException.validation(
                    "Nesting Levels have exceeded supported limits: Attributes in the item have"
                            + " nested levels beyond supported limit");
        }
        return new ValueReader(depth + 1);
    }

    private List<Value> elements(JsonNode json) {
        List<Value> elements = new ArrayList<>();
        array(json).forEach(element -> elements.add(read(element)));
        return elements;
    }

    private static Value nothing(JsonNode json) {
        if (!flag(json)) {
            throw AwsServiceException.validation(INVALID + "Null attribute value types must have the value of true");
        }
        return new Value.Null();
    }

    private static boolean flag(JsonNode json) {
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        throw AwsServiceException.serialization("Unexpected token received from parser");
    }

    private static Set<String> strings(JsonNode json) {
        List<String> given = list(json, RequestParameters::asText, "An string set  may not be empty");
        Set<String> distinct = new LinkedHashSet<>(given);
        if (distinct.size() < given.size()) {
            throw AwsServiceException.validation(
                    INVALID + "Input collection [" + String.join(", ", given) + "] contains duplicates.");
        }
        return distinct;
    }

    private static Set<BigDecimal> numbers(JsonNode json) {
        List<BigDecimal> given = list(
                json, element -> Numbers.read(RequestParameters.asText(element)), "An number set  may not be empty");
        Set<BigDecimal> distinct = new LinkedHashSet<>(given);
        if (distinct.size() < given.size()) {
            throw AwsServiceException.validation("Input collection contains duplicates");
        }
        return distinct;
    }

    private static Set<Bytes> binaries(JsonNode json) {
        List<Bytes> given = list(json, ValueReader::bytes, "Binary sets should not be empty");
        Set<Bytes> distinct = new LinkedHashSet<>(given);
        if (distinct.size() < given.size()) {
            List<String> texts = list(json, RequestParameters::asText, "");
            throw AwsServiceException.validation(
                    INVALID + "Input collection [" + String.join(", ", texts) + "]of type BS contains duplicates.");
        }
        return distinct;
    }

    private static <T> List<T> list(JsonNode json, Function<JsonNode, T> element, String empty) {
        List<T> elements = new ArrayList<>();
        array(json).forEach(node -> elements.add(element.apply(node)));
        if (elements.isEmpty()) {
            throw AwsServiceException.validation(INVALID + empty);
        }
        return elements;
    }

    private static JsonNode array(JsonNode json) {
        if (json.isArray()) {
            return json;
        }
        throw json.isObject()
                ? AwsServiceException.serialization("Start of structure or map found where not expected")
                : AwsServiceException.serialization("Unexpected field type");
    }

    private static Bytes bytes(JsonNode json) {
        if (!json.isTextual()) {
            throw AwsServiceException.serialization("only base-64-encoded strings are convertible to bytes");
        }
        try {
            return new Bytes(Base64.getDecoder().decode(json.textValue()));
        } catch (IllegalArgumentException e) {
            throw AwsServiceException.serialization("Invalid Base64: " + e.getMessage());
        }
    }
}
