package farebox.local.apigateway;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with {@code $context} variables, as access logs and gateway responses have it. */
final class ContextText {
    private static final Pattern VARIABLE = Pattern.compile("\\$context\\.([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)");

    private ContextText() {}

    /** @param unknown what stands for a variable without a value */
    static String fill(String text, Map<String, String> variables, String unknown) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), unknown)));
    }
}
