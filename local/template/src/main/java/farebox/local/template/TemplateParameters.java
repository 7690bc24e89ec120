package farebox.local.template;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The values of the template's parameters: what was given, else the default, checked as CloudFormation checks them. */
final class TemplateParameters {
    private static final Set<String> TYPES = Set.of("String", "Number", "CommaDelimitedList", "List<Number>");
    private static final Set<String> FIELDS = Set.of(
            "Type",
            "Default",
            "AllowedValues",
            "AllowedPattern",
            "MinLength",
            "MaxLength",
            "MinValue",
            "MaxValue",
            "NoEcho",
            "Description",
            "ConstraintDescription");

    private TemplateParameters() {}

    static Map<String, Node> of(Node.Fields declared, Map<String, String> given) {
        given.keySet().forEach(name -> {
            if (!declared.all().containsKey(name)) {
                throw new TemplateProblem(declared.location(), "the template has no parameter " + name);
            }
        });
        Map<String, Node> values = new LinkedHashMap<>();
        declared.all().forEach((name, node) -> {
            Section declaration = new Section("parameter " + name, Node.fields(node, name)).only(FIELDS);
            values.put(name, value(declaration, Optional.ofNullable(given.get(name))));
        });
        return values;
    }

    private static Node value(Section declaration, Optional<String> given) {
        String type = declaration.text("Type");
        if (!TYPES.contains(type)) {
            throw declaration.problem("Type", "the type " + type + " is not supported by the local emulator");
        }
        String text = given.or(() -> declaration.maybeText("Default"))
                .orElseThrow(() -> declaration.problem("has no Default, so a value must be given"));
        List<String> parts = type.contains("List") ? split(text) : List.of(text);
        parts.forEach(part -> check(declaration, part, type.contains("Number")));
        return type.contains("List") ? list(parts, declaration) : single(text, type, declaration);
    }

    private static void check(Section declaration, String value, boolean number) {
        List<String> allowed = declaration.texts("AllowedValues");
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            throw declaration.problem("'" + value + "' is none of the AllowedValues " + allowed);
        }
        declaration.maybeText("AllowedPattern").ifPresent(pattern -> checkPattern(declaration, value, pattern));
        checkBound(declaration, "MinLength", BigDecimal.valueOf(value.length()));
        checkBound(declaration, "MaxLength", BigDecimal.valueOf(value.length()));
        if (number) {
            BigDecimal parsed = decimal(declaration, value);
            checkBound(declaration, "MinValue", parsed);
            checkBound(declaration, "MaxValue", parsed);
        }
    }

    private static void checkPattern(Section declaration, String value, String pattern) {
        try {
            if (!Pattern.matches(pattern, value)) {
                throw declaration.problem("'" + value + "' does not match the AllowedPattern " + pattern);
            }
        } catch (PatternSyntaxException e) {
            throw declaration.problem("AllowedPattern", "no valid pattern: " + e.getDescription());
        }
    }

    private static void checkBound(Section declaration, String bound, BigDecimal value) {
        declaration.maybeText(bound).map(text -> decimal(declaration, text)).ifPresent(limit -> {
            int side = bound.startsWith("Min") ? 1 : -1;
            if (value.compareTo(limit) * side < 0) {
                throw declaration.problem("its " + bound + " is " + limit + ", here is " + value);
            }
        });
    }

    private static BigDecimal decimal(Section declaration, String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw declaration.problem("'" + text + "' is not a number");
        }
    }

    private static List<String> split(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(",", -1)).map(String::strip).toList();
    }

    private static Node list(List<String> parts, Section declaration) {
        SourceLocation location = declaration.fields().location();
        return new Node.Items(
                parts.stream().map(part -> (Node) Node.text(part, location)).toList(), location);
    }

    private static Node single(String text, String type, Section declaration) {
        Node.Kind kind = type.equals("Number") ? Node.Kind.NUMBER : Node.Kind.TEXT;
        return new Node.Scalar(text, kind, declaration.fields().location());
    }
}
