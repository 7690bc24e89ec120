package farebox.batch.inference;

import farebox.batch.BatchEndpoint;
import farebox.inference.Catalog;
import farebox.inference.openai.CreateCompletions;
import farebox.kernel.Deadline;
import farebox.kernel.TenantId;

/** {@code /v1/completions} or {@code /v1/chat/completions}. */
public final class CompletionsEndpoint implements BatchEndpoint {
    public static final String TEXT = "/v1/completions";
    public static final String CHAT = "/v1/chat/completions";

    private final String path;
    private final Catalog catalog;
    private final CreateCompletions createCompletions;

    public CompletionsEndpoint(String path, Catalog catalog, CreateCompletions createCompletions) {
        this.path = path;
        this.catalog = catalog;
        this.createCompletions = createCompletions;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Requests open(TenantId tenant, Deadline deadline) {
        ChunkModels models = new ChunkModels(catalog, tenant);
        return (id, body) ->
                createCompletions.run(new CreateCompletions.Request(tenant, id, deadline), models::choose, body);
    }
}
