package farebox.batch.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.batch.BatchEndpoint;
import farebox.batch.StartInvocation;
import farebox.batch.UploadedInput;
import farebox.batch.UploadedObjects;
import farebox.http.Json;
import farebox.inference.sagemaker.InvokeEndpoint;
import farebox.kernel.Deadline;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;

/** Asynchronous invocations; the body of a response stands in base64 as {@code content}, since it may be no JSON. */
public final class InvocationEndpoint implements BatchEndpoint {
    private final InvokeEndpoint invokeEndpoint;
    private final UploadedContent uploads;
    private final Json json;

    public InvocationEndpoint(InvokeEndpoint invokeEndpoint, UploadedObjects uploads, Json json) {
        this.invokeEndpoint = invokeEndpoint;
        this.uploads = new UploadedContent(uploads);
        this.json = json;
    }

    @Override
    public String path() {
        return StartInvocation.ENDPOINT_NAME;
    }

    @Override
    public Requests open(TenantId tenant, Deadline deadline) {
        return (_, body) -> run(tenant, body, deadline);
    }

    private MeteredCall.Result<byte[]> run(TenantId tenant, JsonNode body, Deadline deadline) {
        UploadedInput.Invocation input = UploadedInput.Invocation.of(body);
        MeteredCall.Result<InvokeEndpoint.Response> result = invokeEndpoint.run(
                tenant,
                new InvokeEndpoint.Invocation(
                        input.model(),
                        input.media().contentType(),
                        input.media().accept(),
                        uploads.read(input.object())),
                deadline);
        ObjectNode response = json.mapper().createObjectNode();
        response.put("content_type", result.response().contentType());
        response.put("content", result.response().body());
        return new MeteredCall.Result<>(json.write(response), result.resource(), result.amounts());
    }
}
