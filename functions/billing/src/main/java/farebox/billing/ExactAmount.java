package farebox.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collection;

/**
 * An amount before its one rounding, exact to any fraction.
 *
 * @param picos pico-units (1e-12) of the currency
 */
public record ExactAmount(Currency currency, Ratio picos) implements Comparable<ExactAmount> {
    private static final int PICO_DIGITS = 12;
    private static final int DIGITS_OF_ENDLESS_PICOS = 6;

    public static ExactAmount zero(Currency currency) {
        return new ExactAmount(currency, Ratio.ZERO);
    }

    /**
     * Reads what {@link #decimal()} wrote.
     *
     * @throws NumberFormatException if the text is no decimal
     */
    public static ExactAmount parse(String decimal, Currency currency) {
        return new ExactAmount(currency, Ratio.of(new BigDecimal(decimal).movePointRight(PICO_DIGITS)));
    }

    /** @throws IllegalArgumentException if an amount is in another currency; names both */
    public static ExactAmount sum(Currency currency, Collection<ExactAmount> amounts) {
        return amounts.stream().reduce(zero(currency), ExactAmount::plus);
    }

    /** @throws IllegalArgumentException if the other is in another currency; names both */
    public ExactAmount plus(ExactAmount other) {
        return new ExactAmount(currency, picos.plus(other.in(currency)));
    }

    /** @throws IllegalArgumentException if the other is in another currency; names both */
    public ExactAmount minus(ExactAmount other) {
        return new ExactAmount(currency, picos.minus(other.in(currency)));
    }

    public ExactAmount negated() {
        return new ExactAmount(currency, picos.negated());
    }

    public ExactAmount times(Ratio factor) {
        return new ExactAmount(currency, picos.times(factor));
    }

    /** Rounded HALF_UP, away from zero at the middle, to the currency's minor unit. */
    public Money rounded() {
        return ofMinorUnits(currency, minorUnits().round(RoundingMode.HALF_UP));
    }

    /** Rounded up to a whole pico-unit, so that a hold of it always covers it. */
    public Money ceiling() {
        return new Money(currency, picos.round(RoundingMode.CEILING));
    }

    /** How many minor units this is, with the fraction. */
    Ratio minorUnits() {
        return picos.dividedBy(Ratio.of(picosPerMinorUnit(currency)));
    }

    static Money ofMinorUnits(Currency currency, BigInteger units) {
        return new Money(currency, units.multiply(picosPerMinorUnit(currency)));
    }

    private static BigInteger picosPerMinorUnit(Currency currency) {
        return BigInteger.TEN.pow(PICO_DIGITS - currency.minorDigits());
    }

    /**
     * A plain decimal with at least the currency's digits after the point. It is exact, unless the expansion has no
     * end, which is shown to 18 digits.
     */
    public String decimal() {
        BigDecimal value = picos.decimal(DIGITS_OF_ENDLESS_PICOS)
                .movePointLeft(PICO_DIGITS)
                .stripTrailingZeros();
        return value.setScale(Math.max(value.scale(), currency.minorDigits()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /** @throws IllegalArgumentException if the other is in another currency; names both */
    @Override
    public int compareTo(ExactAmount other) {
        return picos.compareTo(other.in(currency));
    }

    private Ratio in(Currency wanted) {
        if (!currency.equals(wanted)) {
            throw Money.mixed(wanted, currency);
        }
        return picos;
    }

    @Override
    public String toString() {
        return decimal() + " " + currency;
    }
}
