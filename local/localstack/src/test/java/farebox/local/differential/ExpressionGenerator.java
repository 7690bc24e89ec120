package farebox.local.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes up the expressions of one request, with the placeholders that they use. Types fit mostly, not always. */
final class ExpressionGenerator {
    private static final List<String> COMPARATORS = List.of("=", "<>", "<", "<=", ">", ">=");
    private static final List<String> TYPES = List.of("S", "N", "SS", "L", "M", "BOOL", "NULL", "B");

    private final RandomGenerator chance;
    private final Values values;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, AttributeValue> placeholders = new LinkedHashMap<>();

    ExpressionGenerator(RandomGenerator chance) {
        this.chance = chance;
        this.values = new Values(chance);
    }

    /** Null, the SDK's word for absent, if there are none: an empty map is refused. */
    @Nullable
    Map<String, String> names() {
        return names.isEmpty() ? null : names;
    }

    /** Null if there are none, as with the names. */
    @Nullable
    Map<String, AttributeValue> placeholders() {
        return placeholders.isEmpty() ? null : placeholders;
    }

    String condition() {
        return switch (chance.nextInt(8)) {
            case 0 -> "(" + term() + " AND " + term() + ")";
            case 1 -> term() + " OR " + term();
            case 2 -> "NOT " + term();
            case 3 -> "NOT (" + term() + " AND " + term() + ") OR " + term();
            default -> term();
        };
    }

    /** Attributes, whole or in part; rarely two that overlap. */
    String projection() {
        List<String> paths = new ArrayList<>(List.of(path()));
        while (chance.nextInt(3) > 0) {
            String path = path();
            if (paths.stream().noneMatch(other -> head(other).equals(head(path))) || rarely()) {
                paths.add(path);
            }
        }
        return String.join(", ", paths);
    }

    /** Each attribute is changed at most once, but for rare updates that are to be refused. */
    String update() {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> free = new ArrayList<>(Values.NAMES);
        do {
            String name = free.get(chance.nextInt(free.size()));
            if (!rarely()) {
                free.remove(name);
            }
            Change change = change(name);
            sections.computeIfAbsent(change.section, section -> new ArrayList<>())
                    .add(change.text);
        } while (free.size() > 1 && chance.nextInt(5) > 1);
        List<String> written = new ArrayList<>();
        sections.forEach((section, actions) -> written.add(section + " " + String.join(", ", actions)));
        return String.join(" ", written);
    }

    String value(AttributeValue value) {
        String placeholder = ":v" + placeholders.size();
        placeholders.put(placeholder, value);
        return placeholder;
    }

    String path() {
        String name = Values.NAMES.get(chance.nextInt(Values.NAMES.size()));
        return switch (name) {
            case "m" -> pick(() -> name(name), () -> name("m") + "." + name(values.key()));
            case "l" -> pick(() -> name(name), () -> name("l") + "[" + chance.nextInt(3) + "]");
            default -> name(name);
        };
    }

    private String term() {
        String path = path();
        return switch (chance.nextInt(10)) {
            case 0 -> "attribute_exists(" + path + ")";
            case 1 -> "attribute_not_exists(" + path + ")";
            case 2 ->
                "attribute_type(" + path + ", " + value(AttributeValue.fromS(TYPES.get(chance.nextInt(TYPES.size()))))
                        + ")";
            case 3 -> "begins_with(" + path + ", " + value(values.text()) + ")";
            case 4 -> "contains(" + path + ", " + value(values.element()) + ")";
            case 5 -> "size(" + path + ") " + comparator() + " " + value(values.small());
            case 6 -> path + " BETWEEN " + value(number(1)) + " AND " + value(number(5));
            case 7 -> path + " IN (" + value(like(path)) + ", " + value(like(path)) + ")";
            default -> path + " " + comparator() + " " + pick(() -> value(like(path)), this::path);
        };
    }

    private Change change(String name) {
        String path = name(name);
        return switch (name) {
            case "n", "v" ->
                switch (chance.nextInt(4)) {
                    case 0 -> new Change("ADD", path + " " + value(values.number()));
                    case 1 -> new Change("REMOVE", path);
                    default -> new Change("SET", path + " = " + sum(path));
                };
            case "ss", "ns" ->
                new Change(
                        pick(() -> "ADD", () -> "DELETE"),
                        path + " " + value(rarely() ? values.number() : values.of(name)));
            case "l" -> list(path);
            case "m" -> new Change("SET", path + "." + name(values.key()) + " = " + value(values.any()));
            default -> pick(() -> new Change("REMOVE", path), () -> new Change("SET", path + " = " + source(name)));
        };
    }

    private Change list(String path) {
        return switch (chance.nextInt(5)) {
            case 0 -> new Change("REMOVE", path + "[" + chance.nextInt(4) + "]");
            case 1 -> new Change("SET", path + "[" + chance.nextInt(6) + "] = " + value(values.any()));
            case 2 -> new Change("SET", path + " = list_append(" + value(values.of("l")) + ", " + path + ")");
            case 3 ->
                new Change(
                        "SET",
                        path + " = list_append(if_not_exists(" + path + ", " + value(AttributeValue.fromL(List.of()))
                                + "), " + value(values.of("l")) + ")");
            default -> new Change("SET", path + " = " + value(values.of("l")));
        };
    }

    private String sum(String path) {
        return switch (chance.nextInt(4)) {
            case 0 -> path + " + " + value(values.number());
            case 1 -> "if_not_exists(" + path + ", " + value(number(0)) + ") + " + value(values.number());
            case 2 -> value(values.number()) + " - " + path;
            default -> value(values.number());
        };
    }

    private String source(String name) {
        return switch (chance.nextInt(4)) {
            case 0 -> "if_not_exists(" + path() + ", " + value(values.of(name)) + ")";
            case 1 -> path();
            default -> value(values.of(name));
        };
    }

    private AttributeValue like(String path) {
        return rarely() ? values.any() : values.of(Values.NAMES.contains(path) ? path : "n");
    }

    /** Some names are written as they are, others only by a placeholder; both have to work. */
    private String name(String name) {
        if (chance.nextBoolean()) {
            return name;
        }
        names.put("#" + name, name);
        return "#" + name;
    }

    private boolean rarely() {
        return chance.nextInt(40) == 0;
    }

    private String comparator() {
        return COMPARATORS.get(chance.nextInt(COMPARATORS.size()));
    }

    private <T> T pick(Supplier<T> one, Supplier<T> other) {
        return chance.nextBoolean() ? one.get() : other.get();
    }

    private static AttributeValue number(int number) {
        return AttributeValue.fromN(Integer.toString(number));
    }

    private static String head(String path) {
        return path.replaceAll("[.\\[].*", "").replace("#", "");
    }

    private record Change(String section, String text) {}
}
