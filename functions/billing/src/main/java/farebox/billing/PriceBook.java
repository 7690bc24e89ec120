package farebox.billing;

import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The plans that are offered at one time, all in one currency. */
public record PriceBook(Currency currency, Map<PlanName, Plan> plans) {
    public PriceBook {
        plans = java.util.Collections.unmodifiableMap(new TreeMap<>(plans));
    }

    /** @throws NotFound if the book has no such plan; names those it has */
    public Plan plan(PlanName name) {
        return Optional.ofNullable(plans.get(name))
                .orElseThrow(() -> new NotFound("the price book has no plan " + name + "; it has " + plans.keySet()));
    }
}
