package farebox.metering.lambda;

import farebox.edge.HttpAnswer;
import farebox.edge.HttpCall;
import farebox.edge.Json;
import farebox.kernel.Caller;
import farebox.kernel.TenantId;
import farebox.metering.ReadUsage;
import farebox.metering.UsageQuery;
import java.time.InstantSource;
import java.util.Optional;

/** The two ways to ask for usage; they take the same parameters, which {@link UsageRequest} describes. */
final class UsageEndpoints {
    private final ReadUsage readUsage;
    private final Json json;
    private final InstantSource clock;

    UsageEndpoints(ReadUsage readUsage, Json json, InstantSource clock) {
        this.readUsage = readUsage;
        this.json = json;
        this.clock = clock;
    }

    /** {@code GET /v1/usage}: a caller's key reads its own tenant, an admin key the organisation. */
    HttpAnswer own(HttpCall call, Caller caller) {
        Optional<TenantId> tenant = switch (caller.scope()) {
            case CALLER -> Optional.of(caller.tenant());
            case ADMIN -> Optional.empty();
        };
        return answer(call, tenant, UsageShape.FAREBOX);
    }

    /** {@code GET /v1/organization/usage/embeddings}, as OpenAI has it. */
    HttpAnswer organizationEmbeddings(HttpCall call, Caller admin) {
        return answer(call, Optional.empty(), UsageShape.OPENAI_EMBEDDINGS);
    }

    private HttpAnswer answer(HttpCall call, Optional<TenantId> tenant, UsageShape shape) {
        UsageQuery query = new UsageRequest(call, clock.instant()).toQuery(tenant);
        return HttpAnswer.json(200, json.write(shape.page(readUsage.run(query))));
    }
}
