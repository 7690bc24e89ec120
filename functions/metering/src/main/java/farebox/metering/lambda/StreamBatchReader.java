package farebox.metering.lambda;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import farebox.kernel.DataCorrupted;
import farebox.metering.dynamo.EventItem;
import farebox.metering.rollup.SequenceNumber;
import farebox.metering.rollup.ShardId;
import farebox.metering.rollup.StreamBatch;
import farebox.metering.rollup.StreamBatch.QuarantinedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads Lambda's stream events so that unreadable records stop nothing. Every field of theirs may be null. */
final class StreamBatchReader {
    private static final Logger log = LoggerFactory.getLogger(StreamBatchReader.class);

    private StreamBatchReader() {}

    static StreamBatch of(DynamodbTimeWindowEvent event) {
        ShardId shard = Optional.ofNullable(event.getShardId())
                .filter(id -> !id.isBlank())
                .map(ShardId::new)
                .orElse(ShardId.SINGLE);
        List<StreamBatch.StreamRecord> read = new ArrayList<>();
        List<QuarantinedRecord> unreadable = new ArrayList<>();
        for (DynamodbStreamRecord record : records(event)) {
            if (isNewItem(record)) {
                read(record, shard, read, unreadable);
            }
        }
        return new StreamBatch(shard, read, unreadable);
    }

    /** Empty and not null: the trigger wants a state back, and the list of what failed. */
    static TimeWindowEventResponse wholeBatchProcessed() {
        return new TimeWindowEventResponse(Map.of(), List.of());
    }

    /** The last invocation of a window brings no records. */
    private static List<DynamodbStreamRecord> records(DynamodbTimeWindowEvent event) {
        return Optional.ofNullable(event.getRecords()).orElse(List.of());
    }

    /**
     * Only a new item is an event; the time to live removes items, and nothing changes one. An item in the place of an
     * event that was given up is none.
     */
    private static boolean isNewItem(DynamodbStreamRecord record) {
        return "INSERT".equals(record.getEventName()) && !isVoid(record);
    }

    private static boolean isVoid(DynamodbStreamRecord record) {
        return record.getDynamodb() != null
                && record.getDynamodb().getNewImage() != null
                && record.getDynamodb().getNewImage().containsKey(EventItem.VOIDED);
    }

    private static void read(
            DynamodbStreamRecord record,
            ShardId shard,
            List<StreamBatch.StreamRecord> read,
            List<QuarantinedRecord> unreadable) {
        try {
            read.add(newEvent(record));
        } catch (DataCorrupted | IllegalArgumentException e) {
            QuarantinedRecord quarantined =
                    new QuarantinedRecord(shard, recordId(record), String.valueOf(e.getMessage()));
            log.atError()
                    .addKeyValue("shard", shard.value())
                    .addKeyValue("record", quarantined.record())
                    .addKeyValue("reason", quarantined.reason())
                    .log("record_quarantined");
            unreadable.add(quarantined);
        }
    }

    private static StreamBatch.StreamRecord newEvent(DynamodbStreamRecord record) {
        if (record.getDynamodb() == null || record.getDynamodb().getNewImage() == null) {
            throw new DataCorrupted("a record has no image of the new item");
        }
        Map<String, AttributeValue> image = record.getDynamodb().getNewImage();
        String sequence = Optional.ofNullable(record.getDynamodb().getSequenceNumber())
                .orElseThrow(() -> new DataCorrupted("a record has no sequence number"));
        return new StreamBatch.StreamRecord(
                new SequenceNumber(sequence),
                EventItem.read(name -> Optional.ofNullable(image.get(name)).flatMap(StreamBatchReader::text))
                        .usage());
    }

    private static Optional<String> text(AttributeValue value) {
        return Optional.ofNullable(value.getS()).or(() -> Optional.ofNullable(value.getN()));
    }

    private static String recordId(DynamodbStreamRecord record) {
        return Optional.ofNullable(record.getEventID()).orElse("unnamed");
    }
}
