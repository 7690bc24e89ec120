package farebox.local.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes up attributes. A name has one type nearly always, and few values, so that conditions meet now and then. */
final class Values {
    /** No reserved words among them, so that they may stand in an expression as they are. */
    static final List<String> NAMES = List.of("n", "v", "t", "u", "ss", "ns", "l", "m", "f", "b", "x");

    private static final List<String> WORDS = List.of("", "a", "ab", "abc", "b", "bc", "ü", "Zz", "a b");
    private static final List<String> NUMBERS = List.of(
            "0", "1", "2", "3", "4", "5", "7", "10", "-1", "-2", "2.5", "0.1", "1000000", "12345678901234567890");

    private final RandomGenerator chance;

    Values(RandomGenerator chance) {
        this.chance = chance;
    }

    /** Some attributes, each of the type that its name has. */
    Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(key);
        for (String name : NAMES) {
            if (chance.nextInt(3) == 0) {
                item.put(name, chance.nextInt(50) == 0 ? any() : of(name));
            }
        }
        return item;
    }

    AttributeValue of(String name) {
        return switch (name) {
            case "n", "v" -> number();
            case "ss" -> AttributeValue.fromSs(some(() -> filled(text())));
            case "ns" -> AttributeValue.fromNs(some(() -> small().n()));
            case "l" -> AttributeValue.fromL(list());
            case "m" -> AttributeValue.fromM(Map.of(key(), any(), key() + "2", small()));
            case "f" -> AttributeValue.fromBool(chance.nextBoolean());
            case "b" -> AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {(byte) chance.nextInt(3), 0, -1}));
            case "x" -> AttributeValue.fromNul(true);
            default -> text();
        };
    }

    AttributeValue any() {
        return switch (chance.nextInt(8)) {
            case 0, 1 -> number();
            case 2 -> AttributeValue.fromM(Map.of(key(), text()));
            case 3 -> AttributeValue.fromL(List.of(small()));
            case 4 -> of("f");
            case 5 -> of("ss");
            default -> text();
        };
    }

    /** What a set or a list may hold. */
    AttributeValue element() {
        return chance.nextBoolean() ? small() : text();
    }

    AttributeValue text() {
        return AttributeValue.fromS(WORDS.get(chance.nextInt(WORDS.size())));
    }

    AttributeValue number() {
        return AttributeValue.fromN(NUMBERS.get(chance.nextInt(NUMBERS.size())));
    }

    AttributeValue small() {
        return AttributeValue.fromN(Integer.toString(chance.nextInt(6)));
    }

    String key() {
        return List.of("k", "kk").get(chance.nextInt(2));
    }

    private List<AttributeValue> list() {
        List<AttributeValue> elements = new ArrayList<>();
        for (int left = chance.nextInt(4); left > 0; left--) {
            elements.add(chance.nextInt(4) == 0 ? any() : element());
        }
        return elements;
    }

    private List<String> some(Supplier<String> element) {
        Set<String> elements = new LinkedHashSet<>();
        for (int left = 1 + chance.nextInt(3); left > 0; left--) {
            elements.add(element.get());
        }
        return List.copyOf(elements);
    }

    /** An empty string in a set is allowed now and was not for long; nobody needs it. */
    private static String filled(AttributeValue text) {
        return text.s().isEmpty() ? "none" : text.s();
    }
}
