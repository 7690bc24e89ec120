package farebox.billing.cost;

import farebox.billing.ExactAmount;
import farebox.billing.Price;
import farebox.billing.Quantity;
import farebox.billing.Ratio;
import farebox.billing.UsageQuantities;
import farebox.kernel.KeyId;
import farebox.kernel.ModelName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose usage a charge is for. Each key and model has the share of the amount that it has of the units, as a fraction,
 * so that the shares add up to the amount; what no units were used for, such as a flat fee, is no key's.
 */
final class CostShares {
    private final Map<KeyId, UsageQuantities> usage;

    /** @param usage of the time in which the charge arose */
    CostShares(Map<KeyId, UsageQuantities> usage) {
        this.usage = usage;
    }

    /** Who used something. */
    record User(Optional<KeyId> key, Optional<ModelName> model) {
        static final User NONE = new User(Optional.empty(), Optional.empty());
    }

    /** @param price of the charge; empty if it is no price's */
    Map<User, ExactAmount> of(Optional<Price> price, ExactAmount amount) {
        Map<User, Ratio> units = price.map(this::units).orElse(Map.of());
        Ratio total = units.values().stream().reduce(Ratio.ZERO, Ratio::plus);
        if (total.equals(Ratio.ZERO)) {
            return Map.of(User.NONE, amount);
        }
        Map<User, ExactAmount> shares = new HashMap<>();
        units.forEach((user, part) -> shares.put(user, amount.times(part.dividedBy(total))));
        return shares;
    }

    private Map<User, Ratio> units(Price price) {
        Map<User, Ratio> units = new HashMap<>();
        usage.forEach((key, quantities) -> price.byModel(quantities)
                .forEach((model, quantity) ->
                        units.put(new User(Optional.of(key), Optional.of(model)), ratio(quantity))));
        return units;
    }

    private static Ratio ratio(Quantity quantity) {
        return Ratio.of(quantity.units());
    }
}
