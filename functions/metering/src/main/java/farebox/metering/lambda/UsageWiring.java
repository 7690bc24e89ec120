package farebox.metering.lambda;

import farebox.access.lambda.Authenticators;
import farebox.http.Authenticator;
import farebox.http.ErrorFormat;
import farebox.http.HttpRouter;
import farebox.http.Json;
import farebox.http.Route;
import farebox.kernel.Scope;
import farebox.metering.ReadUsage;
import farebox.metering.UsageAggregates;
import farebox.metering.dynamo.DynamoTables;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What {@link UsageHandler} is made of. */
record UsageWiring(HttpRouter http) {
    static UsageWiring of(Map<String, String> environment) {
        Settings settings = Settings.from(environment, Settings.SUMS_TABLE);
        InstantSource clock = InstantSource.system();
        DynamoTables tables = DynamoTables.connect(clock);
        return of(tables.sums(settings.value(Settings.SUMS_TABLE)), Authenticators.from(environment, clock), clock);
    }

    static UsageWiring of(UsageAggregates aggregates, Authenticator authenticator, InstantSource clock) {
        Json json = new Json();
        UsageRoutes usage = new UsageRoutes(new ReadUsage(aggregates), json, clock);
        List<Route> routes = List.of(
                Route.authenticated("GET", "/v1/usage", ErrorFormat.PROBLEM, usage::own),
                Route.scoped(
                        "GET",
                        "/v1/organization/usage/embeddings",
                        ErrorFormat.OPENAI,
                        Scope.ADMIN,
                        usage::organizationEmbeddings));
        return new UsageWiring(new HttpRouter(routes, authenticator, json, clock));
    }
}
