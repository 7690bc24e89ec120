package farebox.training.pipeline;

import farebox.kernel.InvalidRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * What the training of a run costs the operator.
 *
 * @param microdollars millionths of a US dollar
 */
public record Cost(long microdollars) implements Comparable<Cost> {
    public static final Cost ZERO = new Cost(0);

    private static final int DIGITS = 6;
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);

    /** @throws InvalidRequest if the text is no amount of dollars from 0 with at most six decimals */
    public static Cost ofDollars(String dollars) {
        try {
            return new Cost(new BigDecimal(dollars).movePointRight(DIGITS).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new InvalidRequest("an amount of dollars is a number with at most six decimals, not " + dollars);
        }
    }

    public Cost {
        if (microdollars < 0) {
            throw new IllegalArgumentException("a cost is not negative: " + microdollars);
        }
    }

    /** This price of an hour over a time, rounded up. */
    public Cost over(Duration time) {
        return new Cost(BigDecimal.valueOf(microdollars)
                .multiply(BigDecimal.valueOf(time.toSeconds()))
                .divide(SECONDS_PER_HOUR, 0, RoundingMode.CEILING)
                .longValueExact());
    }

    public boolean exceeds(Cost limit) {
        return compareTo(limit) > 0;
    }

    @Override
    public int compareTo(Cost other) {
        return Long.compare(microdollars, other.microdollars);
    }

    /** Dollars, such as {@code 0.032}. */
    @Override
    public String toString() {
        BigDecimal dollars =
                BigDecimal.valueOf(microdollars).movePointLeft(DIGITS).stripTrailingZeros();
        return dollars.setScale(Math.max(2, dollars.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
