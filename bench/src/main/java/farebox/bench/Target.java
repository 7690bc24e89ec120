package farebox.bench;

import java.util.Locale;

/** What a figure should come to. Missing it fails nothing: a busy machine is no defect. */
sealed interface Target {
    /** @param unit with a space before it, or empty */
    record AtMost(double limit, String unit) implements Target {}

    /** @param unit with a space before it, or empty */
    record AtLeast(double limit, String unit) implements Target {}

    /** Only to be looked at. */
    record None() implements Target {}

    default String verdict(double value) {
        return switch (this) {
            case AtMost most -> words(value <= most.limit, value, "at most", most.limit, most.unit);
            case AtLeast least -> words(value >= least.limit, value, "at least", least.limit, least.unit);
            case None none -> "";
        };
    }

    private static String words(boolean met, double value, String bound, double limit, String unit) {
        return String.format(Locale.ROOT, "%s: %.2f%s, %s %.2f", met ? "met" : "missed", value, unit, bound, limit);
    }
}
