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

    /**
     * A record of the stream that could not be read. It is kept so that the aggregates it belongs to can be recomputed
     * from the ledger.
     *
     * @param record the stream's own id of it
     * @param reason what is wrong with it, without its content
     */
    public record QuarantinedRecord(ShardId shard, String record, String reason) {}
}
