package farebox.metering.http;

import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.kernel.Caller;
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
                        "GET",
                        "/v1/organization/usage/embeddings",
                        ErrorFormat.OPENAI,
                        Scope.ADMIN,
                        this::organizationEmbeddings));
    }

    /** {@code GET /v1/usage}: a caller's key reads its own tenant, an admin key the organisation. */
    private HttpResponse own(HttpRequest request, Caller caller) {
        Optional<TenantId> tenant = switch (caller.scope()) {
            case INVOKE -> Optional.of(caller.tenant());
            case ADMIN -> Optional.empty();
        };
        request.requireOnlyQuery(UsageRequest.PARAMETERS);
        return page(request, tenant, UsagePageJson.FAREBOX);
    }

    /** {@code GET /v1/organization/usage/embeddings}, as OpenAI has it. */
    private HttpResponse organizationEmbeddings(HttpRequest request, Caller admin) {
        return page(request, Optional.empty(), UsagePageJson.OPENAI_EMBEDDINGS);
    }

    private HttpResponse page(HttpRequest request, Optional<TenantId> tenant, UsagePageJson shape) {
        UsageQuery query = new UsageRequest(request, clock.instant()).toQuery(tenant);
        return HttpResponse.json(200, json.write(shape.page(readUsage.run(query))));
    }
}
