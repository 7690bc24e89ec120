package farebox.local.template;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code ${names}}, as Fn::Sub takes it; {@code ${!x}} stands for a literal {@code ${x}}. */
record Substitution(String text) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)\\}");

    static Substitution of(Node.Scalar text) {
        return new Substitution(text.text());
    }

    String fill(UnaryOperator<String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).isEmpty() ? values.apply(found.group(2).strip()) : "${" + found.group(2) + "}"));
    }

    List<String> names() {
        return VARIABLE.matcher(text)
                .results()
                .filter(found -> found.group(1).isEmpty())
                .map(found -> found.group(2).strip())
                .toList();
    }
}
