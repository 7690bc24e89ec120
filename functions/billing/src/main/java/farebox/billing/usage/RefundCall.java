package farebox.billing.usage;

import farebox.billing.Money;
import farebox.billing.invoice.BillingPeriod;
import farebox.billing.invoice.InvoiceStore;
import farebox.billing.invoice.Refund;
import farebox.billing.invoice.Tenants;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.prepaid.GrantCredit;
import farebox.kernel.Deadline;
import farebox.kernel.Forbidden;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.metering.Usage;
import farebox.metering.UsageEvent;
import farebox.metering.UsageLedger;
import farebox.metering.idempotency.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Gives back what a call cost that was billed and not delivered, once for each call: as credit to a prepaid tenant, on
 * the next invoice to others. The event stays, since it says what happened.
 */
public final class RefundCall {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Tenants tenants;
    private final UsageLedger ledger;
    private final CallPrices prices;
    private final Destinations destinations;
    private final InstantSource clock;

    public RefundCall(
            Tenants tenants, UsageLedger ledger, CallPrices prices, Destinations destinations, InstantSource clock) {
        this.tenants = tenants;
        this.ledger = ledger;
        this.prices = prices;
        this.destinations = destinations;
        this.clock = clock;
    }

    /** Where refunds go. */
    public record Destinations(GrantCredit grantCredit, InvoiceStore invoices) {}

    /**
     * What was given back.
     *
     * @param isNew whether this did it, and not an earlier refund of the same call
     */
    public record Result(Money amount, boolean isNew) {}

    /**
     * @param event as the header {@code x-farebox-event} of a response names it
     * @throws NotFound if there is no such tenant or event
     * @throws Forbidden if a call's price depends on the month's usage; issue a credit note instead
     */
    public Result run(TenantId tenant, String event, String reason) {
        BillingAccount account = tenants.account(tenant);
        Instant now = clock.instant();
        Usage usage = ledger.find(new EventId(tenant, event), new Deadline(now.plus(TIMEOUT)))
                .map(UsageEvent::usage)
                .orElseThrow(() -> new NotFound("tenant " + tenant + " has no event " + event));
        Money amount = prices.of(usage.plan(), usage.resource(), usage.amounts(), usage.at());
        return switch (account.mode()) {
            case PREPAID -> new Result(amount, destinations.grantCredit().runOnce(tenant, "refund-" + event, amount));
            case POSTPAID ->
                new Result(
                        amount,
                        destinations
                                .invoices()
                                .add(new Refund(event, tenant, month(account, now), amount.exact(), reason, now)));
        };
    }

    private static String month(BillingAccount account, Instant now) {
        return BillingPeriod.holding(now, account.zone()).toString();
    }
}
