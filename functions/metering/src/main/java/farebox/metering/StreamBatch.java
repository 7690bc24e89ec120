package farebox.metering;

import java.util.List;

/** What the stream delivered at once: at least once, in the order of the shard. */
public record StreamBatch(ShardId shard, List<StreamedEvent> sightings, List<QuarantinedRecord> unreadable) {
    public StreamBatch {
        sightings = List.copyOf(sightings);
        unreadable = List.copyOf(unreadable);
    }
}
