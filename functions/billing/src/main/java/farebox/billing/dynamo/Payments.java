package farebox.billing.dynamo;

import farebox.billing.invoice.BillingAccounts;
import farebox.billing.invoice.Tenants.PaymentMode;
import farebox.billing.prepaid.PrepaidCredit;
import farebox.billing.pricebook.CachedPriceBooks;
import farebox.billing.s3.S3PriceBooks;
import farebox.billing.usage.CallPrices;
import farebox.billing.usage.PrepaidCalls;
import farebox.billing.usage.PrepaidTenants;
import farebox.metering.CallPayment;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Payment of metered calls on the tables and the bucket that the environment names. */
public final class Payments {
    /** A balance is one item: every call needs a shard that covers it alone, and one takes 500 calls a second. */
    public static final int SHARDS = 1;

    private Payments() {}

    /**
     * Nothing is opened before the first call.
     *
     * @param environment with BILLING_TABLE and PRICES_BUCKET
     * @throws IllegalArgumentException if one is missing
     */
    public static CallPayment from(Map<String, String> environment, InstantSource clock) {
        String table = required(environment, "BILLING_TABLE");
        CachedPriceBooks books =
                new CachedPriceBooks(S3PriceBooks.connect(required(environment, "PRICES_BUCKET")), clock);
        DynamoDbClient dynamo = BillingTables.connect();
        BillingAccounts accounts = new DynamoAccounts(dynamo, table);
        return new PrepaidCalls(
                new PrepaidTenants(tenant -> accounts.read(tenant).mode() == PaymentMode.PREPAID, clock),
                new PrepaidCredit(new DynamoBalances(dynamo, table), SHARDS),
                new CallPrices(books::timeline),
                clock);
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("the environment variable " + name + " is missing"));
    }
}
