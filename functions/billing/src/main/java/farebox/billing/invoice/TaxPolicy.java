package farebox.billing.invoice;

import farebox.billing.Money;
import farebox.billing.Percentage;
import farebox.billing.invoice.Invoice.Tax;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.util.List;
import java.util.Optional;

/** Which taxes are on an invoice; an operator that must charge some provides it. */
@FunctionalInterface
public interface TaxPolicy {
    List<Tax> taxes(BillingAccount account, Money subtotal);

    /** A tax of one rate. */
    record TaxRate(String name, Percentage rate) {
        /** Rounded once. */
        public Tax of(Money subtotal) {
            return new Tax(name + " " + rate, subtotal.times(rate.ratio()).rounded());
        }
    }

    /** The rates that the operator has set. */
    interface TaxRates {
        /**
         * @param tenant empty for the rate of those that have none of their own
         * @throws Unavailable if the store does not answer
         */
        Optional<TaxRate> taxRate(Optional<TenantId> tenant);
    }

    /** The tenant's own rate, or the one of all, rounded once on the subtotal; a rate of 0 is shown as well. */
    static TaxPolicy configured(TaxRates rates) {
        return (account, subtotal) -> rates.taxRate(Optional.of(account.tenant()))
                .or(() -> rates.taxRate(Optional.empty()))
                .map(rate -> List.of(rate.of(subtotal)))
                .orElse(List.of());
    }
}
