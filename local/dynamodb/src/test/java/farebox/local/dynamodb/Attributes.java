package farebox.local.dynamodb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Short spellings of the SDK's values. */
final class Attributes {
    private Attributes() {}

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    static AttributeValue n(String number) {
        return AttributeValue.fromN(number);
    }

    static AttributeValue b(byte... bytes) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }

    static AttributeValue list(AttributeValue... elements) {
        return AttributeValue.fromL(List.of(elements));
    }

    static AttributeValue map(Object... namesAndValues) {
        return AttributeValue.fromM(item(namesAndValues));
    }

    /** Names and values by turns; a String or a number may stand for its value. */
    static Map<String, AttributeValue> item(Object... namesAndValues) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            item.put((String) namesAndValues[at], value(namesAndValues[at + 1]));
        }
        return item;
    }

    private static AttributeValue value(Object given) {
        return switch (given) {
            case AttributeValue value -> value;
            case String text -> s(text);
            case Integer number -> n(number);
            case Long number -> n(number);
            case Boolean flag -> AttributeValue.fromBool(flag);
            default -> throw new IllegalArgumentException("no attribute value for " + given.getClass());
        };
    }
}
