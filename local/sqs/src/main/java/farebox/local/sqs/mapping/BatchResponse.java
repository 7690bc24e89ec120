package farebox.local.sqs.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import farebox.local.sqs.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which messages of a batch a function's response leaves in the queue. */
final class BatchResponse {
    private BatchResponse() {}

    /**
     * The messages that have succeeded. A response that names none, or is empty, is a success of all; one that names a
     * message that is not in the batch is a failure of all (AWS Lambda Developer Guide, partial batch responses).
     */
    static List<Message> succeeded(List<Message> batch, JsonNode response) {
        JsonNode failures = response.path("batchItemFailures");
        if (failures.isMissingNode() || failures.isNull()) {
            return batch;
        }
        if (!(failures instanceof ArrayNode)) {
            return List.of();
        }
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : failures) {
            String id = failure.path("itemIdentifier").asText();
            if (batch.stream().noneMatch(message -> message.id().equals(id))) {
                return List.of();
            }
            failed.add(id);
        }
        return batch.stream().filter(message -> !failed.contains(message.id())).toList();
    }
}
