package farebox.billing;

import farebox.kernel.InvalidRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * How many units of a meter: never negative, of a canonical scale. A meter counts whole units; an estimate need not.
 */
public record Quantity(BigDecimal units) implements Comparable<Quantity> {
    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,12})?");

    public Quantity {
        if (units.signum() < 0) {
            throw new IllegalArgumentException("a quantity is never negative: " + units);
        }
        units = units.stripTrailingZeros();
    }

    public static Quantity of(long units) {
        return new Quantity(BigDecimal.valueOf(units));
    }

    /** @throws InvalidRequest if the text is not a decimal that is zero or more */
    public static Quantity of(String decimal) {
        if (!DECIMAL.matcher(decimal).matches()) {
            throw new InvalidRequest(
                    "'" + decimal + "' is not a quantity; write a decimal such as 12 or 0.5, zero or more", "quantity");
        }
        return new Quantity(new BigDecimal(decimal));
    }

    public Quantity plus(Quantity other) {
        return new Quantity(units.add(other.units));
    }

    /** What is left after taking the other away; zero if that is more. */
    public Quantity minusOrZero(Quantity other) {
        return new Quantity(units.subtract(other.units).max(BigDecimal.ZERO));
    }

    public Quantity min(Quantity other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** The whole units that this fills or begins. */
    public Quantity ceiling() {
        return new Quantity(units.setScale(0, RoundingMode.CEILING));
    }

    /** How many blocks of that size this fills or begins. */
    public Quantity blocksOf(Quantity size) {
        return new Quantity(
                new BigDecimal(Ratio.of(units).dividedBy(Ratio.of(size.units)).round(RoundingMode.CEILING)));
    }

    public Quantity times(Quantity other) {
        return new Quantity(units.multiply(other.units));
    }

    public boolean isZero() {
        return units.signum() == 0;
    }

    @Override
    public int compareTo(Quantity other) {
        return units.compareTo(other.units);
    }

    @Override
    public String toString() {
        return units.toPlainString();
    }
}
