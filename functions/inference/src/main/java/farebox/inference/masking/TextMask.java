package farebox.inference.masking;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import farebox.models.MaskingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts the name of a rule in the place of what it finds. Every pattern is bounded, so that the time is proportional to
 * the length of the text.
 */
public record TextMask(List<MaskingRule> rules) {
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}@(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}\\p{L}{2,63}");
    private static final Pattern CARD = Pattern.compile("(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])");
    private static final Pattern SOCIAL_SECURITY =
            Pattern.compile("(?<![0-9-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![0-9-])");
    private static final Pattern IBAN =
            Pattern.compile("(?<![A-Z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])");
    private static final String REGION = "US";
    private static final int MAX_PHONE_TRIES = 10_000;
    private static final int TEN = 10;
    private static final int IBAN_MODULUS = 97;

    public TextMask {
        rules = List.copyOf(rules);
    }

    private record Found(int start, int end, MaskingRule rule) {}

    /** Phone numbers come last: parts of the others may look like one. */
    public String apply(String text) {
        String masked = text;
        for (MaskingRule rule :
                List.of(MaskingRule.EMAIL, MaskingRule.ID_NUMBER, MaskingRule.CARD, MaskingRule.PHONE)) {
            masked = rules.contains(rule) ? replaced(masked, found(rule, masked)) : masked;
        }
        return masked;
    }

    private static List<Found> found(MaskingRule rule, String text) {
        return switch (rule) {
            case EMAIL -> matches(rule, EMAIL, text, _ -> true);
            case CARD -> matches(rule, CARD, text, TextMask::hasCheckDigit);
            case PHONE -> phones(text);
            case ID_NUMBER ->
                Stream.concat(
                                matches(rule, SOCIAL_SECURITY, text, _ -> true).stream(),
                                matches(rule, IBAN, text, TextMask::isIban).stream())
                        .sorted((one, other) -> Integer.compare(one.start(), other.start()))
                        .toList();
        };
    }

    private static List<Found> matches(MaskingRule rule, Pattern pattern, String text, Predicate<String> holds) {
        List<Found> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (holds.test(matcher.group())) {
                found.add(new Found(matcher.start(), matcher.end(), rule));
            }
        }
        return found;
    }

    private static List<Found> phones(String text) {
        List<Found> found = new ArrayList<>();
        for (PhoneNumberMatch match : PhoneNumberUtil.getInstance()
                .findNumbers(text, REGION, PhoneNumberUtil.Leniency.VALID, MAX_PHONE_TRIES)) {
            found.add(new Found(match.start(), match.end(), MaskingRule.PHONE));
        }
        return found;
    }

    private static String replaced(String text, List<Found> found) {
        StringBuilder masked = new StringBuilder(text.length());
        int from = 0;
        for (Found each : found) {
            if (each.start() >= from) {
                masked.append(text, from, each.start())
                        .append('[')
                        .append(each.rule())
                        .append(']');
                from = each.end();
            }
        }
        return masked.append(text, from, text.length()).toString();
    }

    /** Luhn's, ISO/IEC 7812-1, annex B. */
    private static boolean hasCheckDigit(String number) {
        String digits = number.replaceAll("[ -]", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(digits.length() - 1 - i), TEN);
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted / TEN + weighted % TEN;
        }
        return sum % TEN == 0;
    }

    /** ISO 13616-1: the first four characters behind the rest, letters as 10 to 35, the number modulo 97 is 1. */
    private static boolean isIban(String text) {
        String iban = text.replace(" ", "");
        String turned = iban.substring(4) + iban.substring(0, 4);
        int remainder = 0;
        for (int i = 0; i < turned.length(); i++) {
            int value = Character.digit(turned.charAt(i), Character.MAX_RADIX);
            remainder = (remainder * (value < TEN ? TEN : TEN * TEN) + value) % IBAN_MODULUS;
        }
        return remainder == 1;
    }
}
