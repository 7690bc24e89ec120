package farebox.metering.http;

import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.kernel.Caller;
import farebox.kernel.NotFound;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import farebox.metering.query.ReadUsage;
import farebox.metering.query.UsageQuery;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The routes of the usage API; they take the same parameters, which {@link UsageRequest} describes. */
public final class UsageRoutes {
    private final ReadUsage readUsage;
    private final Json json;
    private final InstantSource clock;

    public UsageRoutes(ReadUsage readUsage, Json json, InstantSource clock) {
        this.readUsage = readUsage;
        this.json = json;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.authenticated("GET", "/v1/usage", ErrorFormat.PROBLEM, this::own),
                Route.scoped(
                        "GET", "/v1/organization/usage/{kind}", ErrorFormat.OPENAI, Scope.ADMIN, this::organization));
    }

    /** {@code GET /v1/usage}: a caller's key reads its own tenant, an admin key the organisation. */
    private HttpResponse own(HttpRequest request, Caller caller) {
        Optional<TenantId> tenant = switch (caller.scope()) {
            case INVOKE -> Optional.of(caller.tenant());
            case ADMIN -> Optional.empty();
        };
        request.requireOnlyQuery(UsageRequest.PARAMETERS);
        UsageQuery query = new UsageRequest(request, clock.instant()).toQuery(tenant, UsageQuery.Kind.ANY);
        return HttpResponse.json(200, json.write(UsagePageJson.FAREBOX.page(readUsage.run(query))));
    }

    /**
     * {@code GET /v1/organization/usage/{kind}}, for the kinds that OpenAI has.
     *
     * @throws NotFound if it has no such kind; names those it has
     */
    private HttpResponse organization(HttpRequest request, Caller admin) {
        OpenAiUsage kind = OpenAiUsage.named(request.variable("kind"));
        UsageQuery query = new UsageRequest(request, clock.instant()).toQuery(Optional.empty(), kind.requests());
        return HttpResponse.json(200, json.write(kind.page(readUsage.run(query))));
    }
}
