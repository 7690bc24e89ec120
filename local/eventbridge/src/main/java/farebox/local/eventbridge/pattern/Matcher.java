package farebox.local.eventbridge.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.host.ServiceException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One alternative for the value of a field; an absent field is given as a missing node. */
@FunctionalInterface
interface Matcher {
    boolean matches(JsonNode value);

    /** @throws ServiceException {@code InvalidEventPatternException} */
    static Matcher compile(JsonNode json) {
        if (json instanceof ObjectNode object) {
            if (object.size() != 1) {
                throw invalid("a matcher has exactly one comparison: " + object);
            }
            Map.Entry<String, JsonNode> comparison =
                    object.properties().iterator().next();
            return comparison(comparison.getKey(), comparison.getValue());
        }
        if (json instanceof ArrayNode) {
            throw invalid("an array inside an array: " + json);
        }
        return equalTo(json);
    }

    static ServiceException invalid(String reason) {
        return new ServiceException("InvalidEventPatternException", "Event pattern is not valid. Reason: " + reason);
    }

    private static Matcher comparison(String name, JsonNode operand) {
        return switch (name) {
            case "prefix" -> affix(name, operand, String::startsWith);
            case "suffix" -> affix(name, operand, String::endsWith);
            case "equals-ignore-case" -> text(text(name, operand)::equalsIgnoreCase);
            case "wildcard" -> text(wildcard(text(name, operand)));
            case "anything-but" -> anythingBut(operand);
            case "numeric" -> numeric(operand);
            case "exists" -> exists(operand);
            default -> throw invalid("the comparison \"" + name + "\" is not supported");
        };
    }

    private static Matcher equalTo(JsonNode wanted) {
        return wanted.isNumber()
                ? value -> value.isNumber() && value.decimalValue().compareTo(wanted.decimalValue()) == 0
                : wanted::equals;
    }

    private static Matcher text(Predicate<String> condition) {
        return value -> value.isTextual() && condition.test(value.asText());
    }

    private static Matcher affix(
            String name, JsonNode operand, java.util.function.BiPredicate<String, String> condition) {
        if (operand instanceof ObjectNode object && object.has("equals-ignore-case")) {
            String wanted = text(name, object.get("equals-ignore-case")).toLowerCase(Locale.ROOT);
            return text(value -> condition.test(value.toLowerCase(Locale.ROOT), wanted));
        }
        String wanted = text(name, operand);
        return text(value -> condition.test(value, wanted));
    }

    private static Predicate<String> wildcard(String wanted) {
        String regex = Stream.of(wanted.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
    }

    /** Matches a value that is there and is, begins with or ends with none of the operands. */
    private static Matcher anythingBut(JsonNode operand) {
        List<Matcher> refused = new ArrayList<>();
        if (operand instanceof ObjectNode object && object.size() == 1) {
            Map.Entry<String, JsonNode> comparison =
                    object.properties().iterator().next();
            each(comparison.getValue()).forEach(each -> refused.add(comparison(comparison.getKey(), each)));
        } else {
            each(operand).forEach(each -> refused.add(equalTo(each)));
        }
        return value -> !value.isMissingNode() && refused.stream().noneMatch(matcher -> matcher.matches(value));
    }

    private static List<JsonNode> each(JsonNode operand) {
        List<JsonNode> values = new ArrayList<>();
        if (operand instanceof ArrayNode array) {
            array.forEach(values::add);
        } else {
            values.add(operand);
        }
        return values;
    }

    private static Matcher numeric(JsonNode operand) {
        if (!operand.isArray() || operand.isEmpty() || operand.size() % 2 != 0) {
            throw invalid("numeric needs pairs of an operator and a number: " + operand);
        }
        List<Predicate<BigDecimal>> conditions = new ArrayList<>();
        for (int index = 0; index < operand.size(); index += 2) {
            if (!operand.get(index + 1).isNumber()) {
                throw invalid("numeric needs a number, not " + operand.get(index + 1));
            }
            conditions.add(condition(
                    operand.get(index).asText(), operand.get(index + 1).decimalValue()));
        }
        return value ->
                value.isNumber() && conditions.stream().allMatch(condition -> condition.test(value.decimalValue()));
    }

    private static Predicate<BigDecimal> condition(String operator, BigDecimal bound) {
        return switch (operator) {
            case "=" -> value -> value.compareTo(bound) == 0;
            case "<" -> value -> value.compareTo(bound) < 0;
            case "<=" -> value -> value.compareTo(bound) <= 0;
            case ">" -> value -> value.compareTo(bound) > 0;
            case ">=" -> value -> value.compareTo(bound) >= 0;
            default -> throw invalid("numeric does not know the operator \"" + operator + "\"");
        };
    }

    private static Matcher exists(JsonNode operand) {
        if (!operand.isBoolean()) {
            throw invalid("exists must be true or false");
        }
        return value -> operand.asBoolean() != value.isMissingNode();
    }

    private static String text(String name, JsonNode operand) {
        if (!operand.isTextual()) {
            throw invalid(name + " needs a string, not " + operand);
        }
        return operand.asText();
    }
}
