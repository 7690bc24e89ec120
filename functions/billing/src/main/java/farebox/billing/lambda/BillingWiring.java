package farebox.billing.lambda;

import farebox.access.dynamo.DynamoAccessStore;
import farebox.access.lambda.Authenticators;
import farebox.billing.dynamo.BillingTables;
import farebox.billing.dynamo.DynamoAccounts;
import farebox.billing.dynamo.DynamoBalances;
import farebox.billing.dynamo.DynamoInvoiceStore;
import farebox.billing.http.BillingRoutes;
import farebox.billing.invoice.ReadCosts;
import farebox.billing.invoice.Tenants;
import farebox.billing.pricebook.CachedPriceBooks;
import farebox.billing.s3.S3PriceBooks;
import farebox.billing.usage.AccessTenants;
import farebox.billing.usage.AggregateTotals;
import farebox.http.Authenticator;
import farebox.http.HttpRouter;
import farebox.http.Json;
import farebox.metering.aws.MeteringFactory;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What {@link BillingHandler} is made of. */
record BillingWiring(HttpRouter http) {
    static BillingWiring of(Map<String, String> environment) {
        Settings settings = Settings.from(environment);
        InstantSource clock = InstantSource.system();
        DynamoDbClient dynamo = BillingTables.connect();
        CachedPriceBooks books = new CachedPriceBooks(S3PriceBooks.connect(settings.pricesBucket()), clock);
        Tenants tenants = new AccessTenants(
                new DynamoAccessStore(dynamo, settings.accessTable()),
                new DynamoAccounts(dynamo, settings.billingTable()));
        ReadCosts costs = new ReadCosts(
                tenants,
                books::timeline,
                new AggregateTotals(MeteringFactory.aggregates(environment, clock)),
                clock);
        BillingRoutes.Sources sources = new BillingRoutes.Sources(
                new DynamoBalances(dynamo, settings.billingTable()),
                new DynamoInvoiceStore(dynamo, settings.billingTable()),
                costs,
                books::timeline);
        return of(sources, Authenticators.from(environment, clock), clock);
    }

    static BillingWiring of(BillingRoutes.Sources sources, Authenticator authenticator, InstantSource clock) {
        Json json = new Json();
        return new BillingWiring(
                new HttpRouter(new BillingRoutes(sources, json, clock).routes(), authenticator, json, clock));
    }
}
