package farebox.billing;

import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How much was used, by meter and model; the order in which it was used is of no account. */
public record Usage(Map<Item, Quantity> quantities) {
    public static final Usage NONE = new Usage(Map.of());

    public Usage {
        quantities = Map.copyOf(quantities);
    }

    /** What one quantity is of. */
    public record Item(Meter meter, ModelName model) {}

    public static Usage of(Meter meter, ModelName model, Quantity quantity) {
        return new Usage(Map.of(new Item(meter, model), quantity));
    }

    public static Usage sum(Collection<Usage> parts) {
        return parts.stream().reduce(NONE, Usage::plus);
    }

    public Usage plus(Usage other) {
        Map<Item, Quantity> sum = new HashMap<>(quantities);
        other.quantities.forEach((item, quantity) -> sum.merge(item, quantity, Quantity::plus));
        return new Usage(sum);
    }

    public boolean isNone() {
        return quantities.values().stream().allMatch(Quantity::isZero);
    }

    /** The same usage without the items of which nothing was used. */
    public Usage withoutZeros() {
        Map<Item, Quantity> used = new HashMap<>(quantities);
        used.values().removeIf(Quantity::isZero);
        return new Usage(used);
    }

    /** Of one meter, by model, for the models named; no names stand for all models. */
    public Map<ModelName, Quantity> byModel(Meter meter, Set<ModelName> models) {
        Map<ModelName, Quantity> found = new TreeMap<>();
        quantities.forEach((item, quantity) -> {
            if (item.meter() == meter && (models.isEmpty() || models.contains(item.model()))) {
                found.put(item.model(), quantity);
            }
        });
        return found;
    }

    public Quantity total(Meter meter, Set<ModelName> models) {
        return byModel(meter, models).values().stream().reduce(Quantity.ZERO, Quantity::plus);
    }
}
