package farebox.local.awsjson;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One operation of a service. */
@FunctionalInterface
public interface AwsOperation {
    /** @throws AwsServiceException with the error that the service documents */
    ObjectNode answer(RequestParameters requestParameters);
}
