package farebox.billing;

import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import java.util.Set;

/**
 * One charge of a plan. Two prices of the same meter are two charges.
 *
 * @param id as the price book names it; shown on invoice lines
 * @param models whose usage is charged; none named stand for all
 */
public record Price(String id, Meter meter, Set<ModelName> models, PriceModel model, Fraction fraction) {
    public Price {
        models = Set.copyOf(models);
    }

    /** What becomes of a part of a unit; an estimate can hold one, a meter cannot. */
    public enum Fraction {
        /** It is charged as the part that it is (Lago, OpenMeter). */
        EXACT,
        /** It counts as a whole unit, also for the tier in which it ends. */
        CEIL
    }

    public Quantity quantity(UsageQuantities usage) {
        return usage.total(meter, models);
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
