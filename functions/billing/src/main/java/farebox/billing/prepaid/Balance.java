package farebox.billing.prepaid;

import farebox.billing.Money;

/**
 * A tenant's prepaid credit. What was granted is always the sum of the three.
 *
 * @param held set aside for calls that are being made
 */
public record Balance(Money available, Money held, Money spent) {
    public Money granted() {
        return available.plus(held).plus(spent);
    }

    public Balance plus(Balance other) {
        return new Balance(available.plus(other.available), held.plus(other.held), spent.plus(other.spent));
    }
}
