package farebox.billing;

import farebox.kernel.Meter;
import java.util.Optional;

/**
 * What one part of a bill comes to, before rounding.
 *
 * @param label the price's id, or what the charge is for
 * @param meter empty for what no meter counts, such as a discount
 * @param unitPrice the price of a unit, where all units have the same
 */
public record Charge(
        Kind kind,
        String label,
        Optional<Meter> meter,
        Quantity quantity,
        Optional<Money> unitPrice,
        ExactAmount exact) {

    /** Why something is charged. */
    public enum Kind {
        USAGE,
        FLAT_FEE,
        DISCOUNT,
        MINIMUM_COMMITMENT,
        MAXIMUM_SPEND,
        /** Usage while no price book was in force; it costs nothing and is shown. */
        UNPRICED
    }

    static Charge ofUsage(Price price, UsageQuantities usage) {
        Quantity quantity = price.quantity(usage);
        Optional<Money> unitPrice = price.model() instanceof PriceModel.PerUnit perUnit
                ? Optional.of(perUnit.unitPrice())
                : Optional.empty();
        return new Charge(
                Kind.USAGE, price.id(), Optional.of(price.meter()), quantity, unitPrice, price.amount(quantity));
    }

    static Charge ofPlan(Kind kind, String label, ExactAmount exact) {
        return new Charge(kind, label, Optional.empty(), Quantity.of(1), Optional.empty(), exact);
    }
}
