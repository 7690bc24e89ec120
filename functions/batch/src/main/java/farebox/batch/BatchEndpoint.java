package farebox.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.Deadline;
import farebox.kernel.Failure;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;

/** An endpoint whose requests may stand in a batch. */
public interface BatchEndpoint {
    /** The path, such as {@code /v1/embeddings}. */
    String path();

    /** The body of a request for one input to a model. */
    ObjectNode body(String model, JsonNode input);

    /**
     * Serves one request. May be called by several threads at once.
     *
     * @return the response's body, a JSON document on one line
     * @throws Failure as the endpoint itself does
     */
    MeteredCall.Result<byte[]> run(TenantId tenant, JsonNode body, Deadline deadline);
}
