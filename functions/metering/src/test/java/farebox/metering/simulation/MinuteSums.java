package farebox.metering.simulation;

import farebox.metering.AggregateKey;
import farebox.metering.Quantities;
import farebox.metering.Resolution;
import farebox.metering.ShardId;
import farebox.metering.UsageEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The log added up in the plainest way: each event once, by minute, whichever shard brought it. */
record MinuteSums(Map<AggregateKey, Quantities> minutes) {
    MinuteSums() {
        this(new HashMap<>());
    }

    MinuteSums copy() {
        return new MinuteSums(new HashMap<>(minutes));
    }

    void add(UsageEvent event) {
        Instant start = Resolution.MINUTE.startOf(event.at());
        AggregateKey key = new AggregateKey(
                Resolution.MINUTE, start, event.id().tenant(), event.model(), event.key(), ShardId.SINGLE);
        minutes.merge(key, event.quantities(), Quantities::plus);
    }

    /** Minutes, and the hours that they make. */
    Map<AggregateKey, Quantities> rows() {
        Map<AggregateKey, Quantities> rows = new HashMap<>(minutes);
        minutes.forEach((key, used) -> rows.merge(in(Resolution.HOUR, key), used, Quantities::plus));
        return rows;
    }

    /** The row of all shards together. */
    static AggregateKey in(Resolution resolution, AggregateKey key) {
        return new AggregateKey(
                resolution, resolution.startOf(key.start()), key.tenant(), key.model(), key.key(), ShardId.SINGLE);
    }
}
