package farebox.billing;

import farebox.kernel.PlanName;
import java.util.List;
import java.util.Optional;

/**
 * The prices of one plan, and what holds for a whole month of it.
 *
 * @param flatFee charged each month without regard to usage
 * @param discount off the charges and the flat fee
 * @param minimumCommitment the least that a month costs, after the discount
 * @param maximumSpend the most that a month costs
 */
public record Plan(
        PlanName name,
        List<Price> prices,
        Optional<Money> flatFee,
        Optional<Percentage> discount,
        Optional<Money> minimumCommitment,
        Optional<Money> maximumSpend) {

    public Plan {
        prices = List.copyOf(prices);
    }

    public static Plan of(PlanName name, List<Price> prices) {
        return new Plan(name, prices, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
