package farebox.billing.invoice;

import farebox.billing.Money;
import farebox.billing.Percentage;
import farebox.billing.invoice.Invoice.Tax;
import farebox.billing.invoice.Tenants.BillingAccount;
import java.util.List;

/** Which taxes are on an invoice; an operator that must charge some provides it. */
@FunctionalInterface
public interface TaxPolicy {
    TaxPolicy NONE = (account, subtotal) -> List.of();

    List<Tax> taxes(BillingAccount account, Money subtotal);

    /** One tax of the same rate for every tenant, rounded once on the subtotal. */
    static TaxPolicy flat(String name, Percentage rate) {
        return (account, subtotal) ->
                List.of(new Tax(name + " " + rate, subtotal.times(rate.ratio()).rounded()));
    }
}
