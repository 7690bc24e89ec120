package farebox.inference.sagemaker;

import farebox.http.Json;
import farebox.inference.Catalog;
import farebox.inference.ModelCall;
import farebox.inference.ResolvedModel;
import farebox.inference.huggingface.Pipeline;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;
import java.util.Optional;

/** An invocation without HTTP, as asynchronous inference has it. */
public final class InvokeEndpoint {
    private final Catalog catalog;
    private final EndpointInvocation invocation;

    public InvokeEndpoint(Catalog catalog, Pipeline pipeline, Json json) {
        this.catalog = catalog;
        this.invocation = new EndpointInvocation(pipeline, json);
    }

    /**
     * @param endpoint the name of a model
     * @param contentType of the body
     * @param accept of the response; empty for the form of the body
     */
    public record Invocation(String endpoint, String contentType, Optional<String> accept, byte[] body) {}

    /** A response's body and what it is. */
    public record Response(String contentType, byte[] body) {}

    /** @throws InvalidRequest if the content type is unknown, or a client may name no such one */
    public static void requireContentType(String contentType) {
        MediaType _ = MediaType.of(contentType);
    }

    /** @throws InvalidRequest if the model does not take what the body holds */
    public MeteredCall.Result<Response> run(TenantId tenant, Invocation asked, Deadline deadline) {
        MediaType content = MediaType.of(asked.contentType());
        MediaType accepted = asked.accept().flatMap(MediaType::accepted).orElse(content.response());
        ResolvedModel model = catalog.choose(tenant, asked.endpoint());
        EndpointInvocation.Outcome outcome =
                invocation.run(asked.body(), new ModelCall(tenant, model.card(), deadline), content, accepted);
        return new MeteredCall.Result<>(
                new Response(accepted.wireName(), outcome.body()), model.resource(), outcome.amounts());
    }
}
