package farebox.metering;

/** The part of a stream within which records come in order. */
public record ShardId(String value) {
    /** For a stream that does not name its shards because it has but one. */
    public static final ShardId SINGLE = new ShardId("single");
}
