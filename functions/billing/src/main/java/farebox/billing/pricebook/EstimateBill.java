package farebox.billing.pricebook;

import farebox.billing.Bill;
import farebox.billing.PriceBook;
import farebox.billing.Rating;
import farebox.billing.Ratio;
import farebox.billing.UsageQuantities;
import farebox.kernel.NotFound;
import farebox.kernel.PlanName;

/** What a month's usage would cost; needs no running system. */
public final class EstimateBill {
    /** @throws NotFound if the book has no such plan */
    public Bill run(PriceBook book, PlanName plan, UsageQuantities usage) {
        return Bill.of(book.currency(), Rating.rate(book, book.plan(plan), usage, Ratio.ONE));
    }
}
