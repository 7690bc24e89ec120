package farebox.billing;

import farebox.kernel.InvalidRequest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * An amount or a price, as a whole number of pico-units (1e-12) of its currency: $0.0375 per million tokens is 37,500
 * pico-dollars a token. Two currencies never mix.
 */
public record Money(Currency currency, BigInteger picos) implements Comparable<Money> {
    private static final int PICO_DIGITS = 12;
    private static final int MAX_INTEGER_DIGITS = 18;
    private static final Pattern DECIMAL =
            Pattern.compile("-?[0-9]{1," + MAX_INTEGER_DIGITS + "}(\\.[0-9]{1," + PICO_DIGITS + "})?");

    public static Money zero(Currency currency) {
        return new Money(currency, BigInteger.ZERO);
    }

    /**
     * Reads a decimal such as {@code 0.0000000375}.
     *
     * @throws InvalidRequest if the text is no such decimal, or has more than 12 digits after the point
     */
    public static Money of(String decimal, Currency currency) {
        if (!DECIMAL.matcher(decimal).matches()) {
            throw new InvalidRequest(
                    "'" + decimal + "' is not an amount; write a decimal such as 1.25, with at most " + PICO_DIGITS
                            + " digits after the point",
                    "amount");
        }
        return new Money(
                currency, new BigDecimal(decimal).movePointRight(PICO_DIGITS).toBigIntegerExact());
    }

    /** @throws IllegalArgumentException if the other is in another currency; names both */
    public Money plus(Money other) {
        return new Money(currency, picos.add(other.in(currency)));
    }

    /** @throws IllegalArgumentException if the other is in another currency; names both */
    public Money minus(Money other) {
        return new Money(currency, picos.subtract(other.in(currency)));
    }

    public Money negated() {
        return new Money(currency, picos.negate());
    }

    public boolean isNegative() {
        return picos.signum() < 0;
    }

    public boolean isZero() {
        return picos.signum() == 0;
    }

    /** The price of so many units; never rounded. */
    public ExactAmount times(Quantity quantity) {
        return times(Ratio.of(quantity.units()));
    }

    /** A share of this amount; never rounded. */
    public ExactAmount times(Ratio share) {
        return exact().times(share);
    }

    public ExactAmount exact() {
        return new ExactAmount(currency, Ratio.of(picos));
    }

    /** Whether this can be paid, being a whole number of minor units. */
    public boolean isWholeMinorUnits() {
        return exact().rounded().equals(this);
    }

    /** A plain decimal with at least the currency's digits after the point, such as {@code 10.00}. */
    public String decimal() {
        return exact().decimal();
    }

    /** @throws IllegalArgumentException if the other is in another currency; names both */
    @Override
    public int compareTo(Money other) {
        return picos.compareTo(other.in(currency));
    }

    private BigInteger in(Currency wanted) {
        if (!currency.equals(wanted)) {
            throw mixed(wanted, currency);
        }
        return picos;
    }

    static IllegalArgumentException mixed(Currency one, Currency other) {
        return new IllegalArgumentException("amounts in " + one + " and " + other + " do not mix");
    }

    @Override
    public String toString() {
        return decimal() + " " + currency;
    }
}
