package farebox.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.Json;
import farebox.inference.Embed;
import farebox.inference.EmbedCommand;
import farebox.inference.Embeddings;
import farebox.inference.ResolvedModel;
import farebox.kernel.Deadline;
import farebox.kernel.Failure;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;
import java.util.function.Function;

/** {@code POST /v1/embeddings} without HTTP: from the body of a request to that of its response. */
public final class CreateEmbeddings {
    private final Embed embed;
    private final Json json;

    public CreateEmbeddings(Embed embed, Json json) {
        this.embed = embed;
        this.json = json;
    }

    /**
     * @param models by the names that requests have for them
     * @return the response's body, a JSON document on one line
     * @throws Failure as the endpoint has it
     */
    public MeteredCall.Result<byte[]> run(
            TenantId tenant, Function<String, ResolvedModel> models, JsonNode body, Deadline deadline) {
        EmbeddingsRequest request = EmbeddingsRequest.of(body);
        return run(tenant, models.apply(request.model()), request, deadline);
    }

    /** The same by a model that is chosen already, whatever the body calls it. */
    public MeteredCall.Result<byte[]> run(
            TenantId tenant, ResolvedModel resolvedModel, JsonNode body, Deadline deadline) {
        return run(tenant, resolvedModel, EmbeddingsRequest.of(body), deadline);
    }

    MeteredCall.Result<byte[]> run(
            TenantId tenant, ResolvedModel resolvedModel, EmbeddingsRequest request, Deadline deadline) {
        int dimensions = request.dimensionsOf(resolvedModel);
        Embeddings embeddings = embed.run(new EmbedCommand(tenant, resolvedModel.card(), request.inputs(), deadline));
        byte[] body = new EmbeddingsResponse(json).write(resolvedModel.id(), embeddings, request.format(), dimensions);
        return new MeteredCall.Result<>(body, resolvedModel.resource(), embeddings.amounts());
    }
}
