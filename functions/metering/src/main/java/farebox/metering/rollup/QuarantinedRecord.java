package farebox.metering.rollup;

/**
 * A record of the stream that could not be read. It is kept so that the aggregates it belongs to can be recomputed from
 * the ledger.
 *
 * @param record the stream's own id of it
 * @param reason what is wrong with it, without its content
 */
public record QuarantinedRecord(ShardId shard, String record, String reason) {}
