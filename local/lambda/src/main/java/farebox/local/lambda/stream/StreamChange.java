package farebox.local.lambda.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A change of an item.
 *
 * @param created when the change was made, which decides its window
 * @param json the record as a function sees it: eventID, eventName, dynamodb and the rest
 */
public record StreamChange(String sequence, Instant created, JsonNode json) {
    /** Reads number and time from where DynamoDB puts them. */
    public static StreamChange of(JsonNode json) {
        JsonNode change = json.path("dynamodb");
        String sequence = change.path("SequenceNumber").asText("");
        if (sequence.isEmpty()) {
            throw new IllegalArgumentException("a stream record has no sequence number");
        }
        long milliseconds = change.path("ApproximateCreationDateTime")
                .decimalValue()
                .movePointRight(3)
                .longValue();
        return new StreamChange(sequence, Instant.ofEpochMilli(milliseconds), json);
    }
}
