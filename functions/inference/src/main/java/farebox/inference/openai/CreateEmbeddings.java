package farebox.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.Json;
import farebox.inference.Catalog;
import farebox.inference.Embed;
import farebox.inference.EmbedCommand;
import farebox.inference.Embeddings;
import farebox.inference.ResolvedModel;
import farebox.kernel.Deadline;
import farebox.kernel.Failure;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;
import java.util.function.BiConsumer;

/** {@code POST /v1/embeddings} without HTTP: from the body of a request to that of its response. */
public final class CreateEmbeddings {
    private final Catalog catalog;
    private final Embed embed;
    private final Json json;

    public CreateEmbeddings(Catalog catalog, Embed embed, Json json) {
        this.catalog = catalog;
        this.embed = embed;
        this.json = json;
    }

    /**
     * @return the response's body, a JSON document on one line
     * @throws Failure as the endpoint has it
     */
    public MeteredCall.Result<byte[]> run(TenantId tenant, JsonNode body, Deadline deadline) {
        return run(tenant, EmbeddingsRequest.of(body), deadline, (_, _) -> {});
    }

    /** @param check of the request, with the dimensions of each vector, before anything is computed */
    MeteredCall.Result<byte[]> run(
            TenantId tenant,
            EmbeddingsRequest request,
            Deadline deadline,
            BiConsumer<EmbeddingsRequest, Integer> check) {
        ResolvedModel resolvedModel = catalog.choose(tenant, request.model());
        int dimensions = request.dimensionsOf(resolvedModel);
        check.accept(request, dimensions);
        Embeddings embeddings = embed.run(new EmbedCommand(tenant, resolvedModel.card(), request.inputs(), deadline));
        byte[] body = new EmbeddingsResponse(json).write(resolvedModel.id(), embeddings, request.format(), dimensions);
        return new MeteredCall.Result<>(body, resolvedModel.resource(), embeddings.amounts());
    }
}
