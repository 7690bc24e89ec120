package farebox.billing;

import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** How much was used, by meter, model and channel; the order in which it was used is of no account. */
public record UsageQuantities(Map<Item, Quantity> quantities) {
    public static final UsageQuantities NONE = new UsageQuantities(Map.of());

    public UsageQuantities {
        quantities = Map.copyOf(quantities);
    }

    /** What one quantity is of. */
    public record Item(Meter meter, ModelName model, Channel channel) {}

    /** Of requests. */
    public static UsageQuantities of(Meter meter, ModelName model, Quantity quantity) {
        return new UsageQuantities(Map.of(new Item(meter, model, Channel.REQUEST), quantity));
    }

    public static UsageQuantities sum(Collection<UsageQuantities> parts) {
        return parts.stream().reduce(NONE, UsageQuantities::plus);
    }

    public UsageQuantities plus(UsageQuantities other) {
        Map<Item, Quantity> sum = new HashMap<>(quantities);
        other.quantities.forEach((item, quantity) -> sum.merge(item, quantity, Quantity::plus));
        return new UsageQuantities(sum);
    }

    public boolean isNone() {
        return quantities.values().stream().allMatch(Quantity::isZero);
    }

    /** The same usage without the items of which nothing was used. */
    public UsageQuantities withoutZeros() {
        Map<Item, Quantity> used = new HashMap<>(quantities);
        used.values().removeIf(Quantity::isZero);
        return new UsageQuantities(used);
    }

    /** Of the items that the condition holds for, by model. */
    public Map<ModelName, Quantity> byModel(Predicate<Item> condition) {
        Map<ModelName, Quantity> found = new TreeMap<>();
        quantities.forEach((item, quantity) -> {
            if (condition.test(item)) {
                found.merge(item.model(), quantity, Quantity::plus);
            }
        });
        return found;
    }

    /** Of the items that the condition holds for. */
    public Quantity total(Predicate<Item> condition) {
        return byModel(condition).values().stream().reduce(Quantity.ZERO, Quantity::plus);
    }
}
