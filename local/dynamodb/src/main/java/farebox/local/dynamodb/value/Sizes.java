package farebox.local.dynamodb.value;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The bytes that values count for, by the rules of AWS's developer guide ("DynamoDB item sizes and formats"). */
final class Sizes {
    private static final int CONTAINER = 3;
    private static final int ELEMENT = 1;

    private Sizes() {}

    static int of(Map<String, Value> attributes) {
        return attributes.entrySet().stream()
                .mapToInt(entry -> of(entry.getKey()) + of(entry.getValue()))
                .sum();
    }

    private static int of(Value value) {
        return switch (value) {
            case Value.S text -> of(text.text());
            case Value.N number -> Numbers.size(number.number());
            case Value.B binary -> binary.bytes().length();
            case Value.Bool ignored -> 1;
            case Value.Null ignored -> 1;
            case Value.M map -> CONTAINER + ELEMENT * map.entries().size() + of(map.entries());
            case Value.L list ->
                CONTAINER
                        + list.elements().stream()
                                .mapToInt(element -> ELEMENT + of(element))
                                .sum();
            case Value.SS set -> set.elements().stream().mapToInt(Sizes::of).sum();
            case Value.NS set -> set.elements().stream().mapToInt(Numbers::size).sum();
            case Value.BS set -> set.elements().stream().mapToInt(Bytes::length).sum();
        };
    }

    private static int of(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
