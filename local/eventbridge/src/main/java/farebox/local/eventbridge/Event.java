package farebox.local.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a sender puts on the bus.
 *
 * @param time of what happened
 */
public record Event(String source, String detailType, List<String> resources, Instant time, JsonNode detail) {
    public Event {
        resources = List.copyOf(resources);
    }

    /** An object has been stored in S3. */
    public static Event objectCreated(StoredObject stored, Instant time) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("version", "0");
        detail.putObject("bucket").put("name", stored.bucket());
        ObjectNode object = detail.putObject("object")
                .put("key", stored.key())
                .put("size", stored.size())
                .put("etag", stored.etag())
                .put("sequencer", stored.sequencer());
        if (!stored.versionId().isEmpty()) {
            object.put("version-id", stored.versionId());
        }
        detail.put("request-id", stored.sequencer())
                .put("requester", "000000000000")
                .put("source-ip-address", "127.0.0.1")
                .put("reason", stored.reason());
        return new Event("aws.s3", "Object Created", List.of("arn:aws:s3:::" + stored.bucket()), time, detail);
    }

    /** An execution of a state machine has ended. */
    public static Event executionEnded(EndedExecution ended, Instant time) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("executionArn", ended.arn())
                .put("stateMachineArn", ended.stateMachineArn())
                .put("name", ended.name())
                .put("status", ended.status())
                .put("input", ended.input())
                .put("error", ended.error())
                .put("cause", ended.cause());
        detail.putObject("inputDetails").put("included", true);
        return new Event("aws.states", "Step Functions Execution Status Change", List.of(ended.arn()), time, detail);
    }

    /**
     * @param status such as {@code FAILED}
     * @param input JSON
     * @param error and {@code cause}: empty where there is none
     */
    public record EndedExecution(
            String arn, String stateMachineArn, String name, String status, String input, String error, String cause) {}

    /**
     * @param versionId empty where the bucket has no versions
     * @param sequencer hexadecimal; grows with each change of a key
     * @param reason such as {@code PutObject} or {@code CompleteMultipartUpload}
     */
    public record StoredObject(
            String bucket, String key, long size, String etag, String versionId, String sequencer, String reason) {}

    ObjectNode json(String id, String account, String region) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", detailType)
                .put("source", source)
                .put("account", account)
                .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", region);
        ArrayNode listed = json.putArray("resources");
        resources.forEach(listed::add);
        json.set("detail", detail);
        return json;
    }
}
