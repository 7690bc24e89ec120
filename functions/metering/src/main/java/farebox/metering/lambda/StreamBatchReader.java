package farebox.metering.lambda;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import farebox.kernel.DataCorrupted;
import farebox.metering.QuarantinedRecord;
import farebox.metering.SequenceNumber;
import farebox.metering.ShardId;
import farebox.metering.StreamBatch;
import farebox.metering.StreamedEvent;
import farebox.metering.dynamo.EventItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lambda's stream events, read so that bad data stops nothing. Every field of theirs may be null. */
final class StreamBatchReader {
    private static final Logger log = LoggerFactory.getLogger(StreamBatchReader.class);

    private StreamBatchReader() {}

    static StreamBatch of(DynamodbTimeWindowEvent event) {
        ShardId shard = Optional.ofNullable(event.getShardId())
                .filter(id -> !id.isBlank())
                .map(ShardId::new)
                .orElse(ShardId.SINGLE);
        List<StreamedEvent> sightings = new ArrayList<>();
        List<QuarantinedRecord> unreadable = new ArrayList<>();
        for (DynamodbStreamRecord record : records(event)) {
            if (isNewItem(record)) {
                read(record, shard, sightings, unreadable);
            }
        }
        return new StreamBatch(shard, sightings, unreadable);
    }

    /** Empty and not null: the trigger wants a state back, and the list of what failed. */
    static TimeWindowEventResponse wholeBatchDone() {
        return new TimeWindowEventResponse(Map.of(), List.of());
    }

    /** The last invocation of a window brings no records. */
    private static List<DynamodbStreamRecord> records(DynamodbTimeWindowEvent event) {
        return Optional.ofNullable(event.getRecords()).orElse(List.of());
    }

    /** Only a new item is a call; the time to live removes items, and nothing of ours changes one. */
    private static boolean isNewItem(DynamodbStreamRecord record) {
        return "INSERT".equals(record.getEventName());
    }

    private static void read(
            DynamodbStreamRecord record,
            ShardId shard,
            List<StreamedEvent> sightings,
            List<QuarantinedRecord> unreadable) {
        try {
            sightings.add(sighting(record));
        } catch (DataCorrupted | IllegalArgumentException e) {
            QuarantinedRecord aside = new QuarantinedRecord(shard, recordId(record), String.valueOf(e.getMessage()));
            log.atError()
                    .addKeyValue("shard", shard.value())
                    .addKeyValue("record", aside.record())
                    .addKeyValue("reason", aside.reason())
                    .log("set aside");
            unreadable.add(aside);
        }
    }

    private static StreamedEvent sighting(DynamodbStreamRecord record) {
        if (record.getDynamodb() == null || record.getDynamodb().getNewImage() == null) {
            throw new DataCorrupted("a record has no image of the new item");
        }
        Map<String, AttributeValue> image = record.getDynamodb().getNewImage();
        String sequence = Optional.ofNullable(record.getDynamodb().getSequenceNumber())
                .orElseThrow(() -> new DataCorrupted("a record has no sequence number"));
        return new StreamedEvent(
                new SequenceNumber(sequence),
                EventItem.read(name -> Optional.ofNullable(image.get(name)).flatMap(StreamBatchReader::text)));
    }

    private static Optional<String> text(AttributeValue value) {
        return Optional.ofNullable(value.getS()).or(() -> Optional.ofNullable(value.getN()));
    }

    private static String recordId(DynamodbStreamRecord record) {
        return Optional.ofNullable(record.getEventID()).orElse("unnamed");
    }
}
