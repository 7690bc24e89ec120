package farebox.batch;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.kernel.Deadline;
import farebox.kernel.Failure;
import farebox.kernel.RequestId;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;

/** An endpoint whose requests may stand in a batch. */
public interface BatchEndpoint {
    /** The path, such as {@code /v1/embeddings}; or a name of requests that no path has. */
    String path();

    /** For the requests of one chunk. */
    Requests open(TenantId tenant, Deadline deadline);

    /** Serves requests. May be called by several threads at once. */
    @FunctionalInterface
    interface Requests {
        /**
         * @param id of the request, the same each time that it is repeated
         * @return the response's body, a JSON document on one line
         * @throws Failure as the endpoint itself does
         */
        MeteredCall.Result<byte[]> run(RequestId id, JsonNode body);
    }
}
