package farebox.metering.lambda;

import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.kernel.Caller;
import farebox.kernel.TenantId;
import farebox.metering.ReadUsage;
import farebox.metering.UsageQuery;
import java.time.InstantSource;
import java.util.Optional;

/** The two ways to ask for usage; they take the same parameters, which {@link UsageRequest} describes. */
final class UsageRoutes {
    private final ReadUsage readUsage;
    private final Json json;
    private final InstantSource clock;

    UsageRoutes(ReadUsage readUsage, Json json, InstantSource clock) {
        this.readUsage = readUsage;
        this.json = json;
        this.clock = clock;
    }

    /** {@code GET /v1/usage}: a caller's key reads its own tenant, an admin key the organisation. */
    HttpResponse own(HttpRequest request, Caller caller) {
        Optional<TenantId> tenant = switch (caller.scope()) {
            case INVOKE -> Optional.of(caller.tenant());
            case ADMIN -> Optional.empty();
        };
        return answer(request, tenant, UsagePageJson.FAREBOX);
    }

    /** {@code GET /v1/organization/usage/embeddings}, as OpenAI has it. */
    HttpResponse organizationEmbeddings(HttpRequest request, Caller admin) {
        return answer(request, Optional.empty(), UsagePageJson.OPENAI_EMBEDDINGS);
    }

    private HttpResponse answer(HttpRequest request, Optional<TenantId> tenant, UsagePageJson shape) {
        UsageQuery query = new UsageRequest(request, clock.instant()).toQuery(tenant);
        return HttpResponse.json(200, json.write(shape.page(readUsage.run(query))));
    }
}
