package farebox.kernel;

import java.util.OptionalLong;

/**
 * Integers that were written as decimals. JSON Schema defines an integer by its value, so that {@code 64.0} and
 * {@code 6.4e1} are 64.
 */
public final class WholeNumber {
    /** Up to here a double holds every integer; what is larger may be another one's nearest. */
    private static final double MAX_EXACT = 1L << 53;

    private WholeNumber() {}

    /** @return empty if the number has a fraction, or is beyond 2<sup>53</sup> either way */
    public static OptionalLong of(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) <= MAX_EXACT;
        return whole ? OptionalLong.of((long) number) : OptionalLong.empty();
    }
}
