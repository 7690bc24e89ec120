package farebox.local.sqs.awsjson;

import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.sqs.Checksums;
import farebox.local.sqs.Message;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages as a receive returns them. */
final class Messages {
    private Messages() {}

    /** @param wanted the system attributes that were asked for, or All */
    static ObjectNode described(Message message, List<String> wanted, boolean withAttributes) {
        ObjectNode described = AwsJsonEndpoint.object()
                .put("MessageId", message.id())
                .put("ReceiptHandle", message.receipt().orElse(""))
                .put("MD5OfBody", Checksums.ofBody(message.body()))
                .put("Body", message.body());
        ObjectNode attributes = AwsJsonEndpoint.object();
        system(message).forEach((name, value) -> {
            if (wanted.contains("All") || wanted.contains(name)) {
                attributes.put(name, value);
            }
        });
        if (!attributes.isEmpty()) {
            described.set("Attributes", attributes);
        }
        if (withAttributes && !message.attributes().isEmpty()) {
            described.put("MD5OfMessageAttributes", Checksums.ofAttributes(message.attributes()));
            ObjectNode listed = described.putObject("MessageAttributes");
            message.attributes()
                    .forEach((name, attribute) -> listed.putObject(name)
                            .put("DataType", attribute.dataType())
                            .put(
                                    attribute.dataType().startsWith("Binary") ? "BinaryValue" : "StringValue",
                                    attribute.value()));
        }
        return described;
    }

    private static Map<String, String> system(Message message) {
        Map<String, String> system = new TreeMap<>();
        system.put("ApproximateReceiveCount", Integer.toString(message.receives()));
        system.put("SentTimestamp", Long.toString(message.sent().toEpochMilli()));
        system.put("SenderId", "000000000000");
        message.firstReceived()
                .ifPresent(
                        first -> system.put("ApproximateFirstReceiveTimestamp", Long.toString(first.toEpochMilli())));
        message.source().ifPresent(source -> system.put("DeadLetterQueueSourceArn", source));
        return system;
    }
}
