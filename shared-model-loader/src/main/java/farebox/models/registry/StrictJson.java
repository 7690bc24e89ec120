package farebox.models.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** JSON with bounds, of which every field is expected and present. */
final class StrictJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxDocumentLength(1 << 16)
                            .maxStringLength(1 << 12)
                            .maxNumberLength(20)
                            .maxNameLength(64)
                            .maxTokenCount(4_096)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode node;

    private StrictJson(JsonNode node) {
        this.node = node;
    }

    /** @throws InvalidRequest if the text is no JSON object with exactly these fields */
    static StrictJson read(byte[] text, String... fields) {
        try {
            return new StrictJson(MAPPER.readTree(text)).only(fields);
        } catch (IOException e) {
            throw new InvalidRequest("it is not JSON within the bounds");
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static byte[] write(ObjectNode value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a value of ours does not become JSON", e);
        }
    }

    /** This object, if it has exactly these fields. */
    StrictJson only(String... fields) {
        Set<String> present = new TreeSet<>();
        node.fieldNames().forEachRemaining(present::add);
        if (!node.isObject() || !present.equals(new TreeSet<>(Set.of(fields)))) {
            throw new InvalidRequest("it must be an object with exactly the fields " + new TreeSet<>(Set.of(fields)));
        }
        return this;
    }

    StrictJson field(String name) {
        return new StrictJson(node.path(name));
    }

    String text(String name) {
        JsonNode value = require(node.path(name).isTextual(), name, "text");
        return value.textValue();
    }

    boolean flag(String name) {
        return require(node.path(name).isBoolean(), name, "true or false").booleanValue();
    }

    int count(String name) {
        return require(node.path(name).canConvertToInt() && node.path(name).isIntegralNumber(), name, "an integer")
                .intValue();
    }

    long number(String name) {
        return require(node.path(name).canConvertToLong() && node.path(name).isIntegralNumber(), name, "an integer")
                .longValue();
    }

    List<StrictJson> list(String name) {
        List<StrictJson> elements = new ArrayList<>();
        require(node.path(name).isArray(), name, "an array").forEach(element -> elements.add(new StrictJson(element)));
        return elements;
    }

    List<Long> numbers(String name) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode element : require(node.path(name).isArray(), name, "an array")) {
            numbers.add(require(element.isIntegralNumber() && element.canConvertToLong(), name, "of integers", element)
                    .longValue());
        }
        return numbers;
    }

    private JsonNode require(boolean holds, String name, String kind) {
        return require(holds, name, kind, node.path(name));
    }

    private static JsonNode require(boolean holds, String name, String kind, JsonNode value) {
        if (!holds) {
            throw new InvalidRequest("its field " + name + " must be " + kind);
        }
        return value;
    }
}
