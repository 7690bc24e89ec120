package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.ItemJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Stream records in the form that Lambda's event has, and in that of GetRecords, which differs a little. */
final class StreamJson {
    private static final String IDENTITY = "userIdentity";
    private static final String EXPIRY_SERVICE = "dynamodb.amazonaws.com";

    private StreamJson() {}

    static ObjectNode record(OpenTable table, String sequence, Transition transition, Instant now) {
        StreamView view = table.definition().stream().orElseThrow();
        Item shown = transition.after().or(transition::before).orElseThrow();
        Item keys = shown.only(table.keys().names());
        Optional<Item> newImage = transition.after().filter(item -> view.showsNew());
        Optional<Item> oldImage = transition.before().filter(item -> view.showsOld());
        ObjectNode change = AwsJsonEndpoint.object();
        change.put("ApproximateCreationDateTime", now.getEpochSecond());
        change.set("Keys", ItemJson.of(keys));
        newImage.ifPresent(item -> change.set("NewImage", ItemJson.of(item)));
        oldImage.ifPresent(item -> change.set("OldImage", ItemJson.of(item)));
        change.put("SequenceNumber", sequence);
        change.put("SizeBytes", keys.size() + size(newImage) + size(oldImage));
        change.put("StreamViewType", view.name());
        ObjectNode record = AwsJsonEndpoint.object();
        record.put("eventID", eventId(table, sequence));
        record.put("eventName", eventName(transition));
        record.put("eventVersion", "1.1");
        record.put("eventSource", "aws:dynamodb");
        record.put("awsRegion", Arns.REGION);
        record.set("dynamodb", change);
        record.put("eventSourceARN", TableJson.streamArn(table));
        return record;
    }

    static void markExpired(ObjectNode record) {
        record.putObject(IDENTITY).put("principalId", EXPIRY_SERVICE).put("type", "Service");
    }

    /** The same record as GetRecords answers it. */
    static ObjectNode asAnswered(TableStreamRecord record) {
        ObjectNode json = StreamLog.read(record).deepCopy();
        json.remove("eventSourceARN");
        if (json.has(IDENTITY)) {
            json.putObject(IDENTITY).put("PrincipalId", EXPIRY_SERVICE).put("Type", "Service");
        }
        return json;
    }

    private static int size(Optional<Item> image) {
        return image.map(Item::size).orElse(0);
    }

    private static String eventId(OpenTable table, String sequence) {
        byte[] seed = (TableJson.streamArn(table) + sequence).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
    }

    private static String eventName(Transition transition) {
        if (transition.before().isEmpty()) {
            return "INSERT";
        }
        return transition.after().isEmpty() ? "REMOVE" : "MODIFY";
    }
}
