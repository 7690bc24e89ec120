package farebox.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What usage costs under a plan; a pure function, and the only one that prices usage. */
public final class Rating {
    private Rating() {}

    /**
     * The charges of a plan in the order of its prices, then the flat fee, the discount, and what brings the sum up to
     * the minimum or down to the maximum.
     *
     * @param share of the month for which the plan held; fixed amounts are charged by this share, tiers are not cut
     */
    public static List<Charge> rate(PriceBook book, Plan plan, UsageQuantities usage, Ratio share) {
        List<Charge> charges = new ArrayList<>();
        plan.prices().forEach(price -> charges.add(Charge.ofUsage(price, usage)));
        plan.flatFee()
                .ifPresent(fee -> charges.add(
                        Charge.ofPlan(Charge.Kind.FLAT_FEE, "flat fee of plan " + plan.name(), fee.times(share))));
        discount(plan, sum(book, charges)).ifPresent(charges::add);
        limits(plan, sum(book, charges), share).ifPresent(charges::add);
        return List.copyOf(charges);
    }

    private static Optional<Charge> discount(Plan plan, ExactAmount sum) {
        return plan.discount()
                .map(percentage -> Charge.ofPlan(
                        Charge.Kind.DISCOUNT,
                        "discount of " + percentage,
                        sum.times(percentage.ratio()).negated()));
    }

    /** A price book's minimum is never above its maximum, so that at most one of the two applies. */
    private static Optional<Charge> limits(Plan plan, ExactAmount sum, Ratio share) {
        Optional<Charge> trueUp = plan.minimumCommitment()
                .map(minimum -> minimum.times(share).minus(sum))
                .filter(missing -> missing.picos().compareTo(Ratio.ZERO) > 0)
                .map(missing -> Charge.ofPlan(Charge.Kind.MINIMUM_COMMITMENT, "up to the minimum commitment", missing));
        Optional<Charge> cap = plan.maximumSpend()
                .map(maximum -> maximum.times(share).minus(sum))
                .filter(excess -> excess.picos().compareTo(Ratio.ZERO) < 0)
                .map(excess -> Charge.ofPlan(Charge.Kind.MAXIMUM_SPEND, "down to the maximum spend", excess));
        return trueUp.or(() -> cap);
    }

    private static ExactAmount sum(PriceBook book, List<Charge> charges) {
        return ExactAmount.sum(
                book.currency(), charges.stream().map(Charge::exact).toList());
    }
}
