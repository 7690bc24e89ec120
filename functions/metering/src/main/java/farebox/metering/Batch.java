package farebox.metering;

import java.util.List;

/** What the stream delivered at once: at least once, in the order of the shard. */
public record Batch(ShardId shard, List<Sighting> sightings, List<SetAside> unreadable) {
    public Batch {
        sightings = List.copyOf(sightings);
        unreadable = List.copyOf(unreadable);
    }
}
