package farebox.billing.aws;

import farebox.billing.dynamo.BillingTables;
import farebox.billing.invoice.BillingAccounts;
import farebox.billing.invoice.BillingAccounts.Account;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.invoice.Tenants.PaymentMode;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.billing.prepaid.Balances;
import farebox.billing.prepaid.EventFence;
import farebox.billing.prepaid.PrepaidCredit;
import farebox.billing.prepaid.SweepHolds;
import farebox.billing.pricebook.CachedPriceBooks;
import farebox.billing.quota.Limit;
import farebox.billing.quota.ReadQuotas;
import farebox.billing.quota.ReadQuotas.Quota;
import farebox.billing.s3.S3PriceBooks;
import farebox.billing.usage.AggregateTotals;
import farebox.billing.usage.CallPrices;
import farebox.billing.usage.LimitedCalls;
import farebox.billing.usage.PrepaidCalls;
import farebox.billing.usage.PrepaidTenants;
import farebox.billing.usage.SettledTotals;
import farebox.kernel.Caller;
import farebox.kernel.Environment;
import farebox.metering.CallPayment;
import farebox.metering.aws.MeteringFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Payment of metered calls on the tables and the bucket that the environment names. */
public final class Payments {
    /** A balance is one item: every call needs a shard that covers it alone, and one takes 500 calls a second. */
    public static final int SHARDS = 1;

    private static final String BILLING_TABLE = "BILLING_TABLE";
    private static final String EVENTS_TABLE = "EVENTS_TABLE";
    private static final String PRICES_BUCKET = "PRICES_BUCKET";

    private Payments() {}

    /**
     * Nothing is opened before the first call.
     *
     * @param variables with BILLING_TABLE, PRICES_BUCKET, EVENTS_TABLE and SUMS_TABLE
     * @throws IllegalArgumentException if one is missing; names every one
     */
    public static CallPayment from(Map<String, String> variables, InstantSource clock) {
        Environment environment = Environment.requiring(variables, BILLING_TABLE, PRICES_BUCKET, EVENTS_TABLE);
        CachedPriceBooks books = new CachedPriceBooks(S3PriceBooks.connect(environment.value(PRICES_BUCKET)), clock);
        CallPrices prices = new CallPrices(books::timeline);
        BillingTables tables = BillingTables.connect(environment.value(BILLING_TABLE));
        EventFence fence = tables.eventFence(environment.value(EVENTS_TABLE), prices, clock);
        SettledTotals sums =
                new SettledTotals(new AggregateTotals(MeteringFactory.aggregates(variables, clock)), clock);
        return new LimitedCalls(
                prepaid(tables, fence, prices, clock),
                caller -> quotas(tables, new ReadQuotas(sums, books::timeline), caller, clock),
                prices,
                clock);
    }

    private static CallPayment prepaid(BillingTables tables, EventFence fence, CallPrices prices, InstantSource clock) {
        Balances balances = tables.balances();
        BillingAccounts accounts = tables.accounts();
        return new PrepaidCalls(
                new PrepaidTenants(tenant -> accounts.read(tenant).mode() == PaymentMode.PREPAID, clock),
                new PrepaidCalls.Stores(new PrepaidCredit(balances, SHARDS), new SweepHolds(balances, fence, clock)),
                prices,
                clock);
    }

    /** The plan is that of the call: a plan that changed inside the window prices all of it here. */
    private static List<Quota> quotas(BillingTables tables, ReadQuotas readQuotas, Caller caller, InstantSource clock) {
        List<Limit> limits = tables.limits().effective(caller.tenant(), caller.plan());
        if (limits.isEmpty()) {
            return List.of();
        }
        Account account = tables.accounts().read(caller.tenant());
        BillingAccount billed = new BillingAccount(
                caller.tenant(),
                account.mode(),
                List.of(new PlanSpan(caller.plan(), Instant.EPOCH)),
                account.zone(),
                account.party());
        return readQuotas.run(billed, limits, clock.instant());
    }
}
