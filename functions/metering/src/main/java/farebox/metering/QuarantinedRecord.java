package farebox.metering;

/**
 * A record of the stream that could not be counted. It is kept so that the sums it should be in can be recomputed from
 * the log.
 *
 * @param record the stream's own id of it
 * @param reason what is wrong with it, without its content
 */
public record QuarantinedRecord(ShardId shard, String record, String reason) {}
