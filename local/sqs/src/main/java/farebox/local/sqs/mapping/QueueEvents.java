package farebox.local.sqs.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.sqs.Checksums;
import farebox.local.sqs.Message;
import java.util.List;

/** The event that a function gets for a batch of messages. */
final class QueueEvents {
    private QueueEvents() {}

    static JsonNode of(String queueArn, List<Message> batch) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ArrayNode records = event.putArray("Records");
        batch.forEach(message -> records.add(record(queueArn, message)));
        return event;
    }

    private static ObjectNode record(String queueArn, Message message) {
        ObjectNode record = JsonNodeFactory.instance
                .objectNode()
                .put("messageId", message.id())
                .put("receiptHandle", message.receipt().orElse(""))
                .put("body", message.body())
                .put("md5OfBody", Checksums.ofBody(message.body()))
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", queueArn)
                .put("awsRegion", queueArn.split(":", -1)[3]);
        record.putObject("attributes")
                .put("ApproximateReceiveCount", Integer.toString(message.receives()))
                .put("SentTimestamp", Long.toString(message.sent().toEpochMilli()))
                .put("SenderId", "000000000000")
                .put(
                        "ApproximateFirstReceiveTimestamp",
                        Long.toString(
                                message.firstReceived().orElse(message.sent()).toEpochMilli()));
        ObjectNode attributes = record.putObject("messageAttributes");
        message.attributes()
                .forEach((name, attribute) -> attributes
                        .putObject(name)
                        .put(
                                attribute.dataType().startsWith("Binary") ? "binaryValue" : "stringValue",
                                attribute.value())
                        .put("dataType", attribute.dataType()));
        return record;
    }
}
