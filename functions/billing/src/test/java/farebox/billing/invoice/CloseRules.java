package farebox.billing.invoice;

import farebox.billing.Money;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.pricebook.PriceTimeline;
import java.time.Instant;
import java.util.function.Consumer;

/** What a close relies on, as it should be; {@link CloseMutation} replaces single parts. */
class CloseRules {
    /** Passes an event on. */
    void event(EventLog.MeteredEvent event, Consumer<EventLog.MeteredEvent> each) {
        each.accept(event);
    }

    /** What the month is recomputed from. */
    EventLog log(EventLog log, UsageTotals sums) {
        return log;
    }

    InvoiceStore store(InvoiceStore store) {
        return store;
    }

    BillingAccount account(BillingAccount account) {
        return account;
    }

    PriceTimeline prices(PriceTimeline timeline) {
        return timeline;
    }

    Money tax(Money subtotal, TaxPolicy.TaxRate rate) {
        return rate.of(subtotal).amount();
    }

    Instant now(Instant now) {
        return now;
    }
}
