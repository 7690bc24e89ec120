package farebox.billing.lambda;

import farebox.access.aws.Authenticators;
import farebox.billing.cost.ReadCosts;
import farebox.billing.dynamo.BillingTables;
import farebox.billing.http.BillingRoutes;
import farebox.billing.invoice.Tenants;
import farebox.billing.pricebook.CachedPriceBooks;
import farebox.billing.s3.S3PriceBooks;
import farebox.billing.usage.AggregateTotals;
import farebox.http.Authenticator;
import farebox.http.HttpRouter;
import farebox.http.Json;
import farebox.kernel.Environment;
import farebox.metering.aws.MeteringFactory;
import java.time.InstantSource;
import java.util.Map;

/** What {@link BillingHandler} is made of. */
record BillingWiring(HttpRouter http) {
    private static final String BILLING_TABLE = "BILLING_TABLE";
    private static final String PRICES_BUCKET = "PRICES_BUCKET";
    private static final String ACCESS_TABLE = "ACCESS_TABLE";

    static BillingWiring of(Map<String, String> variables) {
        Environment environment = Environment.requiring(variables, BILLING_TABLE, PRICES_BUCKET, ACCESS_TABLE);
        InstantSource clock = InstantSource.system();
        BillingTables tables = BillingTables.connect(environment.value(BILLING_TABLE));
        CachedPriceBooks books = new CachedPriceBooks(S3PriceBooks.connect(environment.value(PRICES_BUCKET)), clock);
        Tenants tenants = tables.tenants(environment.value(ACCESS_TABLE));
        AggregateTotals sums = new AggregateTotals(MeteringFactory.aggregates(variables, clock));
        ReadCosts costs = new ReadCosts(tenants, books::timeline, new ReadCosts.Usages(sums, sums), clock);
        BillingRoutes.Sources sources =
                new BillingRoutes.Sources(tenants, tables.balances(), tables.invoices(), costs, books::timeline);
        return of(sources, Authenticators.from(variables, clock), clock);
    }

    static BillingWiring of(BillingRoutes.Sources sources, Authenticator authenticator, InstantSource clock) {
        Json json = new Json();
        return new BillingWiring(
                new HttpRouter(new BillingRoutes(sources, json, clock).routes(), authenticator, json, clock));
    }
}
