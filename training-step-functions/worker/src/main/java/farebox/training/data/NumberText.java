package farebox.training.data;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a text says as a number. */
final class NumberText {
    private static final Set<String> MISSING = Set.of("", "na", "n/a", "null", "none", "?");
    private static final Set<String> NOT_FINITE =
            Set.of("nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9.][0-9.eE+-]*");

    private NumberText() {}

    static boolean isMissing(String text) {
        return text.length() <= 4 && MISSING.contains(text.toLowerCase(Locale.ROOT));
    }

    static boolean isNotFinite(String text) {
        return text.length() <= 9 && NOT_FINITE.contains(text.toLowerCase(Locale.ROOT));
    }

    /** The number, NaN if the text is none. Java's suffixes, words and hexadecimal forms are no numbers here. */
    static float parse(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Float.NaN;
        }
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }
}
