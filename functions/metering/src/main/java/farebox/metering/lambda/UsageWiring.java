package farebox.metering.lambda;

import farebox.access.lambda.Gates;
import farebox.edge.Dialect;
import farebox.edge.Gate;
import farebox.edge.HttpEdge;
import farebox.edge.Json;
import farebox.edge.Route;
import farebox.kernel.Scope;
import farebox.metering.ReadUsage;
import farebox.metering.UsageSums;
import farebox.metering.dynamo.DynamoTables;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What {@link UsageHandler} is made of. */
record UsageWiring(HttpEdge http) {
    static UsageWiring of(Map<String, String> environment) {
        Settings settings = Settings.from(environment, Settings.SUMS_TABLE);
        InstantSource clock = InstantSource.system();
        DynamoTables tables = DynamoTables.connect(clock);
        return of(tables.sums(settings.value(Settings.SUMS_TABLE)), Gates.from(environment, clock), clock);
    }

    static UsageWiring of(UsageSums sums, Gate gate, InstantSource clock) {
        Json json = new Json();
        UsageEndpoints usage = new UsageEndpoints(new ReadUsage(sums), json, clock);
        List<Route> routes = List.of(
                Route.anyKey("GET", "/v1/usage", Dialect.PROBLEM, usage::own),
                Route.keyed(
                        "GET",
                        "/v1/organization/usage/embeddings",
                        Dialect.OPENAI,
                        Scope.ADMIN,
                        usage::organizationEmbeddings));
        return new UsageWiring(new HttpEdge(routes, gate, json, clock));
    }
}
