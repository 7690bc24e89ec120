package farebox.metering.rollup;

/** The part of a stream within which records come in order. */
public record ShardId(String value) {
    /** For a stream that does not name its shards because it has only one. */
    public static final ShardId SINGLE = new ShardId("single");
}
