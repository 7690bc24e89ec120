package farebox.metering.simulation;

import farebox.kernel.Amounts;
import farebox.metering.Usage;
import farebox.metering.UsageEvent;
import farebox.metering.rollup.AggregateKey;
import farebox.metering.rollup.Resolution;
import farebox.metering.rollup.ShardId;
import java.util.HashMap;
import java.util.Map;

/** The log added up in the plainest way: each event once, by minute, whichever shard brought it. */
record MinuteSums(Map<AggregateKey, Amounts> minutes) {
    MinuteSums() {
        this(new HashMap<>());
    }

    MinuteSums copy() {
        return new MinuteSums(new HashMap<>(minutes));
    }

    void add(UsageEvent event) {
        Usage usage = event.usage();
        AggregateKey key = new AggregateKey(
                Resolution.MINUTE,
                Resolution.MINUTE.startOf(usage.at()),
                usage.tenant(),
                usage.resource(),
                usage.key(),
                ShardId.SINGLE);
        minutes.merge(key, usage.amounts(), Amounts::plus);
    }

    /** Minutes, and the hours that they make. */
    Map<AggregateKey, Amounts> rows() {
        Map<AggregateKey, Amounts> rows = new HashMap<>(minutes);
        minutes.forEach((key, used) -> rows.merge(in(Resolution.HOUR, key), used, Amounts::plus));
        return rows;
    }

    /** The aggregate of all shards together. */
    static AggregateKey in(Resolution resolution, AggregateKey key) {
        return new AggregateKey(
                resolution, resolution.startOf(key.start()), key.tenant(), key.resource(), key.key(), ShardId.SINGLE);
    }
}
