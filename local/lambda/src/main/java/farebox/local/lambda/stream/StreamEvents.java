package farebox.local.lambda.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The events of a stream, as DynamodbEvent and DynamodbTimeWindowEvent of aws-lambda-java-events read them. */
final class StreamEvents {
    /** Why a window's function is invoked. */
    enum Occasion {
        RECORDS,
        WINDOW_ENDED,
        STATE_TOO_LARGE
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An event is at most 6 MB; this leaves room for all but the records and the largest state. */
    private static final int MAX_RECORDS_BYTES = 5_000_000;

    private final String arn;
    private final String shard;

    StreamEvents(String arn, String shard) {
        this.arn = arn;
        this.shard = shard;
    }

    /** The longest beginning of the records that goes into one event; never empty. */
    static List<StreamChange> fitting(List<StreamChange> records) {
        long size = 0;
        int count = 0;
        for (StreamChange next : records) {
            size += next.json().toString().getBytes(StandardCharsets.UTF_8).length + 1;
            if (count > 0 && size > MAX_RECORDS_BYTES) {
                break;
            }
            count++;
        }
        return records.subList(0, count);
    }

    byte[] of(List<StreamChange> records) {
        return bytes(withRecords(records));
    }

    byte[] of(List<StreamChange> records, TumblingWindow tumblingWindow, Occasion occasion) {
        ObjectNode event = withRecords(records);
        event.putObject("window")
                .put("start", tumblingWindow.start().toString())
                .put("end", tumblingWindow.end().toString());
        event.set("state", tumblingWindow.state());
        event.put("shardId", shard);
        event.put("eventSourceARN", arn);
        event.put("isFinalInvokeForWindow", occasion == Occasion.WINDOW_ENDED);
        event.put("isWindowTerminatedEarly", occasion == Occasion.STATE_TOO_LARGE);
        return bytes(event);
    }

    private static ObjectNode withRecords(List<StreamChange> records) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode array = event.putArray("Records");
        for (StreamChange next : records) {
            JsonNode json = next.json();
            array.add(json);
        }
        return event;
    }

    private static byte[] bytes(ObjectNode event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }
}
