package farebox.billing;

import java.math.BigInteger;
import java.util.List;

/**
 * Every step of rating by which a bill can go wrong, as main code does it; {@link RatingMutation} replaces single ones.
 */
class RatingRules {
    ExactAmount perUnit(Money unitPrice, Quantity quantity) {
        return new PriceModel.PerUnit(unitPrice, Quantity.ZERO).amount(quantity);
    }

    ExactAmount graduated(List<PriceModel.Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
        return new PriceModel.Graduated(tiers, flatFeeAtZero).amount(quantity);
    }

    ExactAmount volume(List<PriceModel.Tier> tiers, boolean flatFeeAtZero, Quantity quantity) {
        return new PriceModel.Volume(tiers, flatFeeAtZero).amount(quantity);
    }

    ExactAmount packages(Quantity size, Money price, Quantity free, Quantity quantity) {
        return new PriceModel.PerPackage(size, price, free).amount(quantity);
    }

    ExactAmount blocks(List<PriceModel.BlockTier> tiers, PriceModel.BlockMode mode, Quantity quantity) {
        return new PriceModel.Blocks(tiers, mode).amount(quantity);
    }

    ExactAmount difference(ExactAmount whole, ExactAmount earlier) {
        return whole.minus(earlier);
    }

    ExactAmount capped(ExactAmount amount, Money maximum) {
        return amount.compareTo(maximum.exact()) > 0 ? maximum.exact() : amount;
    }

    ExactAmount share(Money amount, Ratio share) {
        return amount.times(share);
    }

    Money round(ExactAmount exact) {
        return exact.rounded();
    }

    List<Money> lines(Currency currency, List<ExactAmount> exact) {
        return LargestRemainder.round(currency, exact);
    }

    Money price(String decimal, Currency currency) {
        return Money.of(decimal, currency);
    }

    BigInteger product(BigInteger one, BigInteger other) {
        return one.multiply(other);
    }
}
