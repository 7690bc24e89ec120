package farebox.training.tabular;

import farebox.kernel.InvalidRequest;

/**
 * A parameter of a family.
 *
 * @param whole whether only whole numbers make sense
 */
public record Parameter(String name, double defaultValue, double min, double max, boolean whole) {
    /** A parameter that counts something. */
    public static Parameter count(String name, int defaultValue, int min, int max) {
        return new Parameter(name, defaultValue, min, max, true);
    }

    /** A parameter that measures something. */
    public static Parameter number(String name, double defaultValue, double min, double max) {
        return new Parameter(name, defaultValue, min, max, false);
    }

    /** @throws InvalidRequest if the value is no number of this parameter's range */
    double check(Object value) {
        if (!(value instanceof Number number) || !isAllowed(number.doubleValue())) {
            throw new InvalidRequest(
                    "parameters.%s must be %s from %s to %s, not %s"
                            .formatted(name, whole ? "a whole number" : "a number", text(min), text(max), value),
                    "parameters." + name);
        }
        return number.doubleValue();
    }

    private boolean isAllowed(double value) {
        return value >= min && value <= max && (!whole || value == Math.rint(value));
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
