package farebox.local.scheduler;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** The values that a field of a cron expression allows. */
record CronField(BitSet values) {
    /**
     * Reads values, ranges, steps and lists of them.
     *
     * @param names for the values from {@code min} on; empty for numbers only
     */
    static CronField parse(String text, int min, int max, List<String> names) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            addPart(values, part, new Range(min, max, names));
        }
        return new CronField(values);
    }

    boolean has(int value) {
        return values.get(value);
    }

    private record Range(int min, int max, List<String> names) {
        int value(String text) {
            int name = names.indexOf(text.toUpperCase(Locale.ROOT));
            int value = name >= 0 ? name + min : number(text);
            if (value < min || value > max) {
                throw ScheduleExpression.invalid(text);
            }
            return value;
        }

        private static int number(String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw ScheduleExpression.invalid(text);
            }
        }
    }

    private static void addPart(BitSet values, String part, Range range) {
        int slash = part.indexOf('/');
        String span = slash < 0 ? part : part.substring(0, slash);
        int step = slash < 0 ? 1 : Range.number(part.substring(slash + 1));
        int dash = span.indexOf('-');
        int first = span.equals("*") ? range.min() : range.value(dash < 0 ? span : span.substring(0, dash));
        int last = span.equals("*") || (dash < 0 && slash >= 0)
                ? range.max()
                : dash < 0 ? first : range.value(span.substring(dash + 1));
        if (step < 1 || first > last) {
            throw ScheduleExpression.invalid(part);
        }
        for (int value = first; value <= last; value += step) {
            values.set(value);
        }
    }
}
