package farebox.local.dynamodb.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;

/** DynamoDB's JSON out of values, and the form in which items are stored, which is the same. */
public final class ItemJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ItemJson() {}

    public static ObjectNode of(Item item) {
        return of(item.attributes());
    }

    public static ObjectNode of(Value value) {
        ObjectNode node = NODES.objectNode();
        String type = value.type().name();
        return switch (value) {
            case Value.S text -> node.put(type, text.text());
            case Value.N number -> node.put(type, Numbers.write(number.number()));
            case Value.B binary -> node.put(type, base64(binary.bytes()));
            case Value.Bool bool -> node.put(type, bool.flag());
            case Value.Null ignored -> node.put(type, true);
            case Value.M map -> node.set(type, of(map.entries()));
            case Value.L list -> node.set(type, elements(list));
            case Value.SS set -> node.set(type, texts(set.elements(), text -> text));
            case Value.NS set -> node.set(type, texts(set.elements(), (BigDecimal number) -> Numbers.write(number)));
            case Value.BS set -> node.set(type, texts(set.elements(), (Bytes bytes) -> base64(bytes)));
        };
    }

    public static byte[] store(Item item) {
        try {
            return JSON.writeValueAsBytes(of(item));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    public static Item load(byte[] stored) {
        try {
            return ValueReader.item((ObjectNode) JSON.readTree(stored));
        } catch (IOException e) {
            throw new IllegalStateException("a stored item cannot be read", e);
        }
    }

    private static ObjectNode of(Map<String, Value> attributes) {
        ObjectNode node = NODES.objectNode();
        attributes.forEach((name, value) -> node.set(name, of(value)));
        return node;
    }

    private static JsonNode elements(Value.L list) {
        ArrayNode node = NODES.arrayNode();
        list.elements().forEach(element -> node.add(of(element)));
        return node;
    }

    private static <T> JsonNode texts(Iterable<T> elements, Function<T, String> text) {
        ArrayNode node = NODES.arrayNode();
        elements.forEach(element -> node.add(text.apply(element)));
        return node;
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
