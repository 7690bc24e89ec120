package farebox.metering.rollup;

import farebox.metering.Usage;
import java.util.List;

/** Records that the stream delivers at once: at least once, in the order of the shard. */
public record StreamBatch(ShardId shard, List<StreamRecord> records, List<QuarantinedRecord> unreadable) {
    public StreamBatch {
        records = List.copyOf(records);
        unreadable = List.copyOf(unreadable);
    }

    /** The usage of a new event. */
    public record StreamRecord(SequenceNumber sequence, Usage usage) {}
}
