package farebox.local.differential;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** JSONata expressions over an input with the members n, text, flag and list. */
final class QueryGenerator {
    private static final List<String> VARIABLES = List.of("first", "second");

    private final Random random;

    QueryGenerator(Random random) {
        this.random = random;
    }

    /** An input for every definition. */
    static String input() {
        return "{\"n\": 4, \"text\": \"Abc\", \"flag\": true, \"list\": [3, 1, 2], \"nested\": {\"a\": null}}";
    }

    String quoted(String expression) {
        return "{% " + expression + " %}";
    }

    String variable() {
        return one(VARIABLES);
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The members that most states hand on. */
    ObjectNode object() {
        return object(number(), number());
    }

    ObjectNode object(String n, String m) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("n", quoted(n)).put("text", quoted(text())).put("flag", quoted(flag()));
        object.put("list", quoted(list()));
        object.putObject("nested")
                .put("m", quoted(m))
                .putArray("all")
                .add(quoted(any()))
                .add("plain {% text");
        return object;
    }

    String any() {
        return switch (random.nextInt(9)) {
            case 0 -> number();
            case 1 -> text();
            case 2 -> flag();
            case 3 -> list();
            case 4 -> "{'n': " + number() + ", 'text': " + text() + "}";
            case 5 -> "$merge([$states.input.nested, {'b': " + number() + "}])";
            case 6 -> one(List.of("null", "null", "$states.context.State.RetryCount"));
            case 7 -> "$states.input.absent";
            default -> "$states.input";
        };
    }

    String number() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> "$states.input.n";
            case 3 -> "$count($states.input.list)";
            case 4 -> "$sum($states.input.list)";
            case 5 -> "(" + number() + one(List.of(" + ", " - ", " * ", " % ")) + number() + ")";
            case 6 -> "$" + variable();
            case 7 -> "$number('12.50')";
            case 8 -> "$floor(" + number() + " / 3)";
            case 9 -> "$length($states.context.State.Name)";
            default -> Integer.toString(random.nextInt(7));
        };
    }

    String text() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "$states.input.text";
            case 3 -> "$uppercase($states.input.text)";
            case 4 -> "'t' & " + number();
            case 5 -> "$states.context.State.Name";
            case 6 -> "$string($states.input.nested)";
            case 7 -> "$join($split('a,b,c', ','), '" + random.nextInt(3) + "')";
            case 8 -> "$string($states.input.flag)";
            default -> "'plain'";
        };
    }

    String flag() {
        return switch (random.nextInt(9)) {
            case 0, 1 -> "$states.input.flag";
            case 2, 3 -> number() + one(List.of(" > ", " <= ", " = ", " != ")) + number();
            case 4 -> text() + " = 'plain'";
            case 5 -> "$exists($states.input." + one(List.of("n", "absent")) + ")";
            case 6 -> "(" + flag() + one(List.of(" and ", " or ")) + flag() + ")";
            case 7 -> number() + " in " + list();
            default -> "$not(" + flag() + ")";
        };
    }

    String list() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "$states.input.list";
            case 3 -> "[1.." + random.nextInt(4) + "]";
            case 4 -> "$map($states.input.list, function($v) { $v + 1 })";
            case 5 -> "$append($states.input.list, [" + number() + "])";
            case 6 -> "$states.input.list[$ > " + random.nextInt(4) + "]";
            case 7 -> "$partition($states.input.list, 2)";
            case 8 -> "$range(0, 4, 2)";
            default -> "$parse('[1, {\"a\": 2}]')";
        };
    }
}
