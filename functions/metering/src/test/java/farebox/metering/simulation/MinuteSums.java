package farebox.metering.simulation;

import farebox.metering.Grain;
import farebox.metering.Quantities;
import farebox.metering.ShardId;
import farebox.metering.SumRow;
import farebox.metering.UsageEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The log added up in the plainest way: each event once, by minute, whichever shard brought it. */
record MinuteSums(Map<SumRow, Quantities> minutes) {
    MinuteSums() {
        this(new HashMap<>());
    }

    MinuteSums copy() {
        return new MinuteSums(new HashMap<>(minutes));
    }

    void add(UsageEvent event) {
        Instant start = Grain.MINUTE.startOf(event.at());
        SumRow row = new SumRow(Grain.MINUTE, start, event.id().tenant(), event.model(), event.key(), ShardId.SINGLE);
        minutes.merge(row, event.quantities(), Quantities::plus);
    }

    /** Minutes, and the hours that they make. */
    Map<SumRow, Quantities> rows() {
        Map<SumRow, Quantities> rows = new HashMap<>(minutes);
        minutes.forEach((row, used) -> rows.merge(in(Grain.HOUR, row), used, Quantities::plus));
        return rows;
    }

    /** The row of all shards together. */
    static SumRow in(Grain grain, SumRow row) {
        return new SumRow(grain, grain.startOf(row.start()), row.tenant(), row.model(), row.key(), ShardId.SINGLE);
    }
}
