package farebox.metering.simulation;

import farebox.kernel.Unavailable;
import farebox.metering.UsageEvent;
import farebox.metering.rollup.RollUp;
import farebox.metering.rollup.SequenceNumber;
import farebox.metering.rollup.ShardId;
import farebox.metering.rollup.StreamBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * The stream of the events table and the trigger that feeds it to the rollup function: in order within a shard, at
 * least once, and after a failure or a forgotten success again from the last checkpoint, cut into other batches.
 */
final class SimulatedStream {
    private static final int SHARDS = 4;
    private static final int RECORDS_UNTIL_SPLIT = 20_000;
    private static final int POLL_MILLIS = 10_000;
    private static final int INVOCATION_MILLIS = 20_000;
    private static final int MAX_BATCH = 200;
    private static final int FORGETS_ONE_SUCCESS_IN = 100;

    private final SimulatedTime simulatedTime;
    private final StoreConnection storeConnection;
    private final RollUp rollUp;
    private final List<Shard> shards = new ArrayList<>();
    private long records;
    private long redeliveries;

    SimulatedStream(SimulatedTime simulatedTime, StoreConnection storeConnection, RollUp rollUp) {
        this.simulatedTime = simulatedTime;
        this.storeConnection = storeConnection;
        this.rollUp = rollUp;
    }

    void insert(UsageEvent event) {
        Shard shard = shardOf(event);
        shard.unread.add(new StreamBatch.StreamRecord(sequence(records++), event.usage()));
        shard.wake();
    }

    long redeliveries() {
        return redeliveries;
    }

    /** Shards are closed after a while, and new ones go on; the old are still read to their end. */
    private Shard shardOf(UsageEvent event) {
        int generation = Math.toIntExact(records / RECORDS_UNTIL_SPLIT);
        while (shards.size() < (generation + 1) * SHARDS) {
            shards.add(new Shard(new ShardId("shardId-" + shards.size())));
        }
        return shards.get(generation * SHARDS + Math.floorMod(event.id().local().hashCode(), SHARDS));
    }

    /** Numbers of 39 digits that grow to 40 on the way: too long for a primitive, and not in order as plain text. */
    private static SequenceNumber sequence(long record) {
        return record < 1_000
                ? new SequenceNumber("9".repeat(36) + record)
                : new SequenceNumber("1" + "0".repeat(20) + (1_000_000_000_000_000_000L + record));
    }

    /** One shard and what is still to be read of it. */
    private final class Shard {
        private final ShardId id;
        private final List<StreamBatch.StreamRecord> unread = new ArrayList<>();
        private int invocation;
        private boolean reading;

        Shard(ShardId id) {
            this.id = id;
        }

        void wake() {
            if (!reading) {
                reading = true;
                simulatedTime.after(1 + simulatedTime.chance().nextInt(POLL_MILLIS), this::poll);
            }
        }

        private void poll() {
            int mine = ++invocation;
            int size = Math.min(unread.size(), 1 + simulatedTime.chance().nextInt(MAX_BATCH));
            StreamBatch streamBatch = new StreamBatch(id, unread.subList(0, size), List.of());
            boolean done = invoke(streamBatch, mine);
            if (mine == invocation) {
                settle(done, size);
            }
        }

        /** An invocation that takes too long is given up, though it may still run; the batch is delivered again. */
        private boolean invoke(StreamBatch streamBatch, int mine) {
            Invocation running = new Invocation(simulatedTime.millis() + INVOCATION_MILLIS, late -> redeliver(mine));
            try {
                return storeConnection.as(running, () -> {
                    rollUp.run(streamBatch);
                    return true;
                });
            } catch (Unavailable | Crash e) {
                return false;
            }
        }

        private void redeliver(int given) {
            if (given == invocation) {
                redeliveries++;
                poll();
            }
        }

        private void settle(boolean done, int size) {
            if (done && !simulatedTime.oneIn(FORGETS_ONE_SUCCESS_IN)) {
                unread.subList(0, size).clear();
            } else {
                redeliveries++;
            }
            reading = false;
            if (!unread.isEmpty()) {
                wake();
            }
        }
    }
}
