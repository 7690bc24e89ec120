package farebox.metering.lambda;

import farebox.access.aws.Authenticators;
import farebox.http.Authenticator;
import farebox.http.CrossOrigin;
import farebox.http.HttpRouter;
import farebox.http.Json;
import farebox.http.Route;
import farebox.metering.aws.MeteringFactory;
import farebox.metering.http.UsageRoutes;
import farebox.metering.query.ReadUsage;
import farebox.metering.rollup.UsageAggregates;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What {@link UsageHandler} is made of. */
record UsageWiring(HttpRouter http) {
    static UsageWiring of(Map<String, String> environment) {
        InstantSource clock = InstantSource.system();
        HttpRouter router =
                router(MeteringFactory.aggregates(environment, clock), Authenticators.from(environment, clock), clock);
        return new UsageWiring(router.with(CrossOrigin.from(environment)));
    }

    static UsageWiring of(UsageAggregates aggregates, Authenticator authenticator, InstantSource clock) {
        return new UsageWiring(router(aggregates, authenticator, clock));
    }

    private static HttpRouter router(UsageAggregates aggregates, Authenticator authenticator, InstantSource clock) {
        Json json = new Json();
        List<Route> routes = new UsageRoutes(new ReadUsage(aggregates), json, clock).routes();
        return new HttpRouter(routes, authenticator, json, clock);
    }
}
