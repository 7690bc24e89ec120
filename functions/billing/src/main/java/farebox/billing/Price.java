package farebox.billing;

import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One charge of a plan. Two prices of the same meter are two charges.
 *
 * @param id as the price book names it; shown on invoice lines
 * @param models whose usage is charged; none named stand for all
 * @param channel whose usage is charged; empty for all
 */
public record Price(
        String id, Meter meter, Set<ModelName> models, Optional<Channel> channel, PriceModel model, Fraction fraction) {
    public Price {
        models = Set.copyOf(models);
    }

    /** Of usage in every channel. */
    public Price(String id, Meter meter, Set<ModelName> models, PriceModel model, Fraction fraction) {
        this(id, meter, models, Optional.empty(), model, fraction);
    }

    /** What becomes of a part of a unit; an estimate can hold one, a meter cannot. */
    public enum Fraction {
        /** It is charged as the part that it is (Lago, OpenMeter). */
        EXACT,
        /** It counts as a whole unit, also for the tier in which it ends. */
        CEIL
    }

    public Quantity quantity(UsageQuantities usage) {
        return usage.total(this::charges);
    }

    /** What is charged of each model's usage. */
    public Map<ModelName, Quantity> byModel(UsageQuantities usage) {
        return usage.byModel(this::charges);
    }

    private boolean charges(UsageQuantities.Item item) {
        return item.meter() == meter
                && (models.isEmpty() || models.contains(item.model()))
                && channel.map(item.channel()::equals).orElse(true);
    }

    public ExactAmount amount(Quantity quantity) {
        return model.amount(billed(quantity));
    }

    private Quantity billed(Quantity quantity) {
        return switch (fraction) {
            case EXACT -> quantity;
            case CEIL -> quantity.ceiling();
        };
    }
}
