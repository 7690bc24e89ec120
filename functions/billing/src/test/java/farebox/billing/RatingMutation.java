package farebox.billing;

import farebox.billing.PriceModel.BlockMode;
import farebox.billing.PriceModel.BlockTier;
import farebox.billing.PriceModel.Tier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mistakes that rating has been known to make; each must be seen by a published example or a named case. */
@SuppressWarnings("ImmutableEnumChecker") // Rules hold no state.
enum RatingMutation {
    GRADUATED_PRICES_ALL_UNITS_AT_THE_LAST_TIER(new RatingRules() {
        @Override
        ExactAmount graduated(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            return volume(tiers, flatFeeAtZero, quantity);
        }
    }),
    VOLUME_PRICES_EACH_TIER_BY_ITSELF(new RatingRules() {
        @Override
        ExactAmount volume(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            return graduated(tiers, flatFeeAtZero, quantity);
        }
    }),
    EDGE_OF_A_TIER_BELONGS_TO_THE_NEXT_IN_VOLUME(new RatingRules() {
        @Override
        ExactAmount volume(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            return super.volume(tiers, flatFeeAtZero, atEdge(tiers, quantity) ? quantity.plus(SLIVER) : quantity);
        }
    }),
    EDGE_OF_A_TIER_BELONGS_TO_THE_NEXT_IN_GRADUATED(new RatingRules() {
        @Override
        ExactAmount graduated(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            return super.graduated(tiers, flatFeeAtZero, atEdge(tiers, quantity) ? quantity.plus(SLIVER) : quantity);
        }
    }),
    TIERS_BEGIN_ONE_UNIT_TOO_EARLY(new RatingRules() {
        @Override
        ExactAmount graduated(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            return super.graduated(shifted(tiers, -1), flatFeeAtZero, quantity);
        }
    }),
    TIERS_BEGIN_ONE_UNIT_TOO_LATE(new RatingRules() {
        @Override
        ExactAmount graduated(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            return super.graduated(shifted(tiers, 1), flatFeeAtZero, quantity);
        }
    }),
    FLAT_FEES_ARE_FORGOTTEN(new RatingRules() {
        @Override
        ExactAmount graduated(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            return super.graduated(withoutFlatFees(tiers), flatFeeAtZero, quantity);
        }
    }),
    FLAT_FEE_OF_VOLUME_IS_FORGOTTEN(new RatingRules() {
        @Override
        ExactAmount volume(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            return super.volume(withoutFlatFees(tiers), flatFeeAtZero, quantity);
        }
    }),
    ONLY_THE_LAST_FLAT_FEE_IS_CHARGED(new RatingRules() {
        @Override
        ExactAmount graduated(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            ExactAmount flat = super.volume(withoutUnitPrices(tiers), flatFeeAtZero, quantity);
            return super.graduated(withoutFlatFees(tiers), flatFeeAtZero, quantity)
                    .plus(flat);
        }
    }),
    EVERY_FLAT_FEE_IS_CHARGED_WHETHER_ENTERED_OR_NOT(new RatingRules() {
        @Override
        ExactAmount graduated(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            ExactAmount flat = ExactAmount.sum(
                    PublishedVectors.USD,
                    tiers.stream().map(tier -> tier.flatFee().exact()).toList());
            return super.graduated(withoutFlatFees(tiers), flatFeeAtZero, quantity)
                    .plus(flat);
        }
    }),
    FIRST_FLAT_FEE_IS_NOT_CHARGED_AT_ZERO(new RatingRules() {
        @Override
        ExactAmount graduated(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            return super.graduated(tiers, false, quantity);
        }
    }),
    FLAT_FEE_OF_VOLUME_IS_NOT_CHARGED_AT_ZERO(new RatingRules() {
        @Override
        ExactAmount volume(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            return super.volume(tiers, false, quantity);
        }
    }),
    PARTS_OF_UNITS_ARE_CUT_OFF(new RatingRules() {
        @Override
        ExactAmount volume(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            return super.volume(tiers, flatFeeAtZero, floor(quantity));
        }
    }),
    PARTS_OF_UNITS_ARE_CUT_OFF_BEFORE_A_TIER_IS_ENTERED(new RatingRules() {
        @Override
        ExactAmount graduated(List<Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
            return super.graduated(tiers, flatFeeAtZero, floor(quantity));
        }
    }),
    PACKAGES_ARE_CHARGED_IN_PARTS(new RatingRules() {
        @Override
        ExactAmount packages(Quantity size, Money price, Quantity free, Quantity quantity) {
            return price.times(Ratio.of(quantity.minusOrZero(free).units()).dividedBy(Ratio.of(size.units())));
        }
    }),
    PACKAGES_THAT_ARE_BEGUN_ARE_FREE(new RatingRules() {
        @Override
        ExactAmount packages(Quantity size, Money price, Quantity free, Quantity quantity) {
            BigInteger filled = Ratio.of(quantity.minusOrZero(free).units())
                    .dividedBy(Ratio.of(size.units()))
                    .round(RoundingMode.FLOOR);
            return price.times(Ratio.of(filled));
        }
    }),
    A_FULL_PACKAGE_BEGINS_THE_NEXT(new RatingRules() {
        @Override
        ExactAmount packages(Quantity size, Money price, Quantity free, Quantity quantity) {
            return super.packages(size, price, free, quantity.isZero() ? quantity : quantity.plus(SLIVER));
        }
    }),
    FREE_UNITS_ARE_CHARGED(new RatingRules() {
        @Override
        ExactAmount packages(Quantity size, Money price, Quantity free, Quantity quantity) {
            return super.packages(size, price, Quantity.ZERO, quantity);
        }
    }),
    FREE_UNITS_COUNT_AS_PACKAGES(new RatingRules() {
        @Override
        ExactAmount packages(Quantity size, Money price, Quantity free, Quantity quantity) {
            return super.packages(
                    size, price, Quantity.ZERO, quantity.minusOrZero(free).plus(free.times(size)));
        }
    }),
    TOP_TIER_CHARGES_ALL_TIERS(new RatingRules() {
        @Override
        ExactAmount blocks(List<BlockTier> tiers, BlockMode mode, Quantity quantity) {
            return super.blocks(tiers, BlockMode.ALL_TIERS, quantity);
        }
    }),
    ALL_TIERS_CHARGE_THE_TOP_TIER(new RatingRules() {
        @Override
        ExactAmount blocks(List<BlockTier> tiers, BlockMode mode, Quantity quantity) {
            return super.blocks(tiers, BlockMode.TOP_TIER, quantity);
        }
    }),
    BLOCKS_THAT_ARE_BEGUN_ARE_FREE(new RatingRules() {
        @Override
        ExactAmount blocks(List<BlockTier> tiers, BlockMode mode, Quantity quantity) {
            Quantity size = tiers.getFirst().size();
            Quantity over = new Quantity(quantity.units().remainder(size.units()));
            return super.blocks(tiers, mode, quantity.minusOrZero(over));
        }
    }),
    A_PART_OF_A_PERIOD_IS_RATED_FROM_THE_FIRST_TIER(new RatingRules() {
        @Override
        ExactAmount difference(ExactAmount whole, ExactAmount earlier) {
            return whole;
        }
    }),
    THE_MAXIMUM_IS_FORGOTTEN(new RatingRules() {
        @Override
        ExactAmount capped(ExactAmount amount, Money maximum) {
            return amount;
        }
    }),
    THE_MAXIMUM_IS_CHARGED_IN_EVERY_CASE(new RatingRules() {
        @Override
        ExactAmount capped(ExactAmount amount, Money maximum) {
            return maximum.exact();
        }
    }),
    UNIT_PRICES_ARE_ROUNDED_TO_CENTS(new RatingRules() {
        @Override
        Money price(String decimal, Currency currency) {
            return Money.of(decimal, currency).exact().rounded();
        }
    }),
    A_SHARE_IS_ROUNDED_BEFORE_IT_IS_MULTIPLIED(new RatingRules() {
        @Override
        ExactAmount share(Money amount, Ratio share) {
            return amount.times(Ratio.of(share.decimal(2, RoundingMode.HALF_UP)));
        }
    }),
    AMOUNTS_ARE_CUT_OFF(new RatingRules() {
        @Override
        Money round(ExactAmount exact) {
            return rounded(exact, RoundingMode.DOWN);
        }
    }),
    AMOUNTS_ARE_ROUNDED_UP(new RatingRules() {
        @Override
        Money round(ExactAmount exact) {
            return rounded(exact, RoundingMode.UP);
        }
    }),
    HALF_A_CENT_IS_ROUNDED_TO_EVEN(new RatingRules() {
        @Override
        Money round(ExactAmount exact) {
            return rounded(exact, RoundingMode.HALF_EVEN);
        }
    }),
    YEN_HAVE_CENTS(new RatingRules() {
        @Override
        Money round(ExactAmount exact) {
            return new Money(
                    exact.currency(),
                    exact.times(Ratio.of(100, 1))
                            .rounded()
                            .times(Ratio.of(1, 100))
                            .ceiling()
                            .picos());
        }
    }),
    LINES_ARE_ROUNDED_WITHOUT_REGARD_TO_THE_TOTAL(new RatingRules() {
        @Override
        List<Money> lines(Currency currency, List<ExactAmount> exact) {
            return exact.stream().map(ExactAmount::rounded).toList();
        }
    }),
    THE_LAST_LINE_TAKES_EVERY_REMAINDER(new RatingRules() {
        @Override
        List<Money> lines(Currency currency, List<ExactAmount> exact) {
            List<Money> lines = new ArrayList<>(exact.stream()
                    .map(amount -> rounded(amount, RoundingMode.FLOOR))
                    .toList());
            Money sum = lines.stream().reduce(Money.zero(currency), Money::plus);
            Money missing = ExactAmount.sum(currency, exact).rounded().minus(sum);
            lines.set(lines.size() - 1, lines.getLast().plus(missing));
            return lines;
        }
    }),
    PRODUCTS_OVERFLOW(new RatingRules() {
        @Override
        BigInteger product(BigInteger one, BigInteger other) {
            return BigInteger.valueOf(one.longValue() * other.longValue());
        }

        @Override
        ExactAmount perUnit(Money unitPrice, Quantity quantity) {
            return new Money(
                            unitPrice.currency(),
                            product(unitPrice.picos(), quantity.units().toBigInteger()))
                    .exact();
        }
    }),
    PRICES_ARE_FLOATING_POINT(new RatingRules() {
        @Override
        ExactAmount perUnit(Money unitPrice, Quantity quantity) {
            double product =
                    Double.parseDouble(unitPrice.decimal()) * quantity.units().doubleValue();
            return new ExactAmount(unitPrice.currency(), Ratio.of(new BigDecimal(product).movePointRight(12)));
        }
    });

    private static final Quantity SLIVER = Quantity.of("0.000001");

    private final RatingRules rules;

    RatingMutation(RatingRules rules) {
        this.rules = rules;
    }

    RatingRules rules() {
        return rules;
    }

    private static boolean atEdge(List<Tier> tiers, Quantity quantity) {
        return tiers.stream().anyMatch(tier -> tier.upTo().equals(Optional.of(quantity)));
    }

    private static List<Tier> shifted(List<Tier> tiers, long by) {
        return tiers.stream()
                .map(tier -> new Tier(
                        tier.upTo().map(end -> new Quantity(end.units().add(BigDecimal.valueOf(by)))),
                        tier.unitPrice(),
                        tier.flatFee()))
                .toList();
    }

    private static List<Tier> withoutFlatFees(List<Tier> tiers) {
        return tiers.stream()
                .map(tier -> new Tier(tier.upTo(), tier.unitPrice(), Money.zero(PublishedVectors.USD)))
                .toList();
    }

    private static List<Tier> withoutUnitPrices(List<Tier> tiers) {
        return tiers.stream()
                .map(tier -> new Tier(tier.upTo(), Money.zero(PublishedVectors.USD), tier.flatFee()))
                .toList();
    }

    private static Quantity floor(Quantity quantity) {
        return new Quantity(quantity.units().setScale(0, RoundingMode.FLOOR));
    }

    private static Money rounded(ExactAmount exact, RoundingMode mode) {
        return ExactAmount.ofMinorUnits(exact.currency(), exact.minorUnits().round(mode));
    }
}
