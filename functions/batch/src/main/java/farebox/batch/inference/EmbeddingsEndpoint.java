package farebox.batch.inference;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.batch.BatchEndpoint;
import farebox.inference.openai.CreateEmbeddings;
import farebox.kernel.Deadline;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;

/** {@code /v1/embeddings}. */
public final class EmbeddingsEndpoint implements BatchEndpoint {
    public static final String PATH = "/v1/embeddings";

    private final CreateEmbeddings createEmbeddings;

    public EmbeddingsEndpoint(CreateEmbeddings createEmbeddings) {
        this.createEmbeddings = createEmbeddings;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public MeteredCall.Result<byte[]> run(TenantId tenant, JsonNode body, Deadline deadline) {
        return createEmbeddings.run(tenant, body, deadline);
    }
}
