package farebox.billing;

import static farebox.billing.PublishedVectors.USD;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** What rating must keep beyond the published examples. */
@SuppressWarnings("ImmutableEnumChecker") // Its functions hold no state; the JDK's Function cannot say so.
enum RatingCases {
    HALF_A_CENT_IS_ROUNDED_UP(rules -> sum(List.of(rules.round(usd("0.125").exact()))), "0.13"),
    HALF_A_CENT_OF_A_CREDIT_IS_ROUNDED_AWAY_FROM_ZERO(
            rules -> sum(List.of(rules.round(usd("-0.125").exact()))), "-0.13"),
    THREE_THIRDS_OF_A_CENT_ARE_ONE_CENT(rules -> sum(rules.lines(USD, thirds(3))), "0.01"),
    TWO_HALVES_OF_A_CENT_ARE_ONE_CENT(
            rules -> sum(
                    rules.lines(USD, List.of(usd("0.005").exact(), usd("0.005").exact()))),
            "0.01"),
    THE_LARGEST_REMAINDER_IS_ROUNDED_UP(
            rules -> decimal(rules.lines(
                            USD,
                            List.of(
                                    usd("1.004").exact(),
                                    usd("1.009").exact(),
                                    usd("1.001").exact()))
                    .get(1)),
            "1.01"),
    A_TRILLION_TOKENS_DO_NOT_OVERFLOW(
            rules -> decimal(rules.perUnit(usd("0.0000375"), Quantity.of(1_000_000_000_000L))), "37500000"),
    A_TENTH_OF_A_CENT_IS_EXACT(rules -> decimal(rules.perUnit(usd("0.001"), Quantity.of(3))), "0.003"),
    THE_MAXIMUM_DOES_NOT_TOUCH_WHAT_LIES_BELOW_IT(
            rules -> decimal(rules.capped(usd("3.00").exact(), usd("5.00"))), "3.00");

    private final Function<RatingRules, BigDecimal> actual;
    private final BigDecimal expected;

    RatingCases(Function<RatingRules, BigDecimal> actual, String expected) {
        this.actual = actual;
        this.expected = new BigDecimal(expected);
    }

    boolean holds(RatingRules rules) {
        return actual.apply(rules).compareTo(expected) == 0;
    }

    private static Money usd(String decimal) {
        return Money.of(decimal, USD);
    }

    private static List<ExactAmount> thirds(int count) {
        return Collections.nCopies(count, usd("0.01").times(Ratio.of(1, 3)));
    }

    private static BigDecimal sum(List<Money> lines) {
        return decimal(lines.stream().reduce(Money.zero(USD), Money::plus));
    }

    private static BigDecimal decimal(Money money) {
        return new BigDecimal(money.decimal());
    }

    private static BigDecimal decimal(ExactAmount amount) {
        return new BigDecimal(amount.decimal());
    }
}
