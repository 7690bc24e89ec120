package farebox.batch.inference;

import farebox.batch.BatchEndpoint;
import farebox.inference.Catalog;
import farebox.inference.openai.CreateCompletions;
import farebox.kernel.Deadline;
import farebox.kernel.TenantId;

/** {@code /v1/completions} or {@code /v1/chat/completions}. */
public final class CompletionsEndpoint implements BatchEndpoint {
    private final Catalog catalog;
    private final CreateCompletions createCompletions;

    public CompletionsEndpoint(Catalog catalog, CreateCompletions createCompletions) {
        this.catalog = catalog;
        this.createCompletions = createCompletions;
    }

    @Override
    public String path() {
        return createCompletions.path();
    }

    @Override
    public Requests open(TenantId tenant, Deadline deadline) {
        ChunkModels models = new ChunkModels(catalog, tenant);
        return (id, body) ->
                createCompletions.run(new CreateCompletions.Request(tenant, id, deadline), models::choose, body);
    }
}
