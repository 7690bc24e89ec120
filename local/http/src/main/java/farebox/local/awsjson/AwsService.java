package farebox.local.awsjson;

import java.util.Map;

/**
 * @param targetPrefix what stands before the dot in {@code X-Amz-Target}
 * @param contentType of the answers; tells the protocol's version
 * @param operations by the name after the dot
 */
public record AwsService(String targetPrefix, String contentType, Map<String, AwsOperation> operations) {
    public static final String JSON_1_0 = "application/x-amz-json-1.0";
    public static final String JSON_1_1 = "application/x-amz-json-1.1";

    public AwsService {
        operations = Map.copyOf(operations);
    }
}
