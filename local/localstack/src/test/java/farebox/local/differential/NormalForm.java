package farebox.local.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** The SDK's objects as JSON, member by member; what is absent stays absent, and sets are sorted. */
final class NormalForm {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** DynamoDB's sets, whose elements have no order. */
    private static final Set<String> SETS = Set.of("SS", "NS", "BS");

    private final Set<String> left;

    /** @param left members that are not compared, at whatever depth */
    NormalForm(Set<String> left) {
        this.left = Set.copyOf(left);
    }

    ObjectNode of(SdkPojo object) {
        ObjectNode members = JSON.objectNode();
        for (SdkField<?> field : object.sdkFields()) {
            Object value = field.getValueOrDefault(object);
            if (value != null && !isAbsent(value) && !left.contains(field.memberName())) {
                JsonNode node = node(value);
                members.set(field.memberName(), SETS.contains(field.memberName()) ? sorted(node) : node);
            }
        }
        return members;
    }

    /** The same elements in an order of their own. */
    static ArrayNode sorted(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        elements.sort(Comparator.comparing(JsonNode::toString));
        return JSON.arrayNode().addAll(elements);
    }

    private JsonNode node(Object value) {
        return switch (value) {
            case SdkPojo object -> of(object);
            case List<?> list -> {
                ArrayNode elements = JSON.arrayNode();
                list.forEach(element -> elements.add(node(element)));
                yield elements;
            }
            case Map<?, ?> map -> {
                ObjectNode entries = JSON.objectNode();
                Map<String, Object> inOrder = new TreeMap<>();
                map.forEach((key, entry) -> inOrder.put((String) key, entry));
                inOrder.forEach((key, entry) -> entries.set(key, node(entry)));
                yield entries;
            }
            case SdkBytes bytes -> new TextNode(Base64.getEncoder().encodeToString(bytes.asByteArray()));
            case Boolean flag -> JSON.booleanNode(flag);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            default -> new TextNode(value.toString());
        };
    }

    private static boolean isAbsent(Object value) {
        return value instanceof SdkAutoConstructList<?> || value instanceof SdkAutoConstructMap<?, ?>;
    }
}
