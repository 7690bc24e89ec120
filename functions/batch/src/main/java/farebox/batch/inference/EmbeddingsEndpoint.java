package farebox.batch.inference;

import farebox.batch.BatchEndpoint;
import farebox.inference.Catalog;
import farebox.inference.openai.CreateEmbeddings;
import farebox.kernel.Deadline;
import farebox.kernel.TenantId;

/** {@code /v1/embeddings}. */
public final class EmbeddingsEndpoint implements BatchEndpoint {
    public static final String PATH = "/v1/embeddings";

    private final Catalog catalog;
    private final CreateEmbeddings createEmbeddings;

    public EmbeddingsEndpoint(Catalog catalog, CreateEmbeddings createEmbeddings) {
        this.catalog = catalog;
        this.createEmbeddings = createEmbeddings;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Requests open(TenantId tenant, Deadline deadline) {
        ChunkModels models = new ChunkModels(catalog, tenant);
        return (_, body) -> createEmbeddings.run(tenant, models::choose, body, deadline);
    }
}
