package farebox.billing.invoice;

import farebox.billing.Bill;
import farebox.billing.Money;
import farebox.billing.PriceBook;
import farebox.billing.Rating;
import farebox.billing.Ratio;
import farebox.billing.UsageQuantities;
import farebox.billing.invoice.Invoice.Tax;
import farebox.billing.invoice.TaxPolicy.TaxRate;
import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import java.util.List;

/** What a month's usage would cost; needs no running system. */
public final class EstimateBill {
    /**
     * An estimate.
     *
     * @param total of the bill and the taxes
     */
    public record Estimate(Bill bill, List<Tax> taxes, Money total) {
        public Estimate {
            taxes = List.copyOf(taxes);
        }
    }

    /**
     * @param rates of taxes, each rounded once on the bill's total, as on invoices
     * @throws NotFound if the book has no such plan
     */
    public Estimate run(PriceBook book, PlanName plan, UsageQuantities usage, List<TaxRate> rates) {
        Bill bill = Bill.of(book.currency(), Rating.rate(book, book.plan(plan), usage, Ratio.ONE));
        List<Tax> taxes = rates.stream().map(rate -> rate.of(bill.total())).toList();
        return new Estimate(bill, taxes, taxes.stream().map(Tax::amount).reduce(bill.total(), Money::plus));
    }
}
