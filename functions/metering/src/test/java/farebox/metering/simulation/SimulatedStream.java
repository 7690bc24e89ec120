package farebox.metering.simulation;

import farebox.kernel.Unavailable;
import farebox.metering.Batch;
import farebox.metering.RollUp;
import farebox.metering.SequenceNumber;
import farebox.metering.ShardId;
import farebox.metering.Sighting;
import farebox.metering.UsageEvent;
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
    private static final int LARGEST_BATCH = 200;
    private static final int FORGETS_ONE_SUCCESS_IN = 100;

    private final World world;
    private final Wire wire;
    private final RollUp rollUp;
    private final List<Shard> shards = new ArrayList<>();
    private long records;
    private long redeliveries;

    SimulatedStream(World world, Wire wire, RollUp rollUp) {
        this.world = world;
        this.wire = wire;
        this.rollUp = rollUp;
    }

    void insert(UsageEvent event) {
        Shard shard = shardOf(event);
        shard.unread.add(new Sighting(sequence(records++), event));
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
        private final List<Sighting> unread = new ArrayList<>();
        private int invocation;
        private boolean reading;

        Shard(ShardId id) {
            this.id = id;
        }

        void wake() {
            if (!reading) {
                reading = true;
                world.after(1 + world.chance().nextInt(POLL_MILLIS), this::poll);
            }
        }

        private void poll() {
            int mine = ++invocation;
            int size = Math.min(unread.size(), 1 + world.chance().nextInt(LARGEST_BATCH));
            Batch batch = new Batch(id, unread.subList(0, size), List.of());
            boolean done = invoke(batch, mine);
            if (mine == invocation) {
                settle(done, size);
            }
        }

        /** An invocation that takes too long is given up, though it may still run; the batch is delivered again. */
        private boolean invoke(Batch batch, int mine) {
            Invocation running = new Invocation(world.millis() + INVOCATION_MILLIS, late -> redeliver(mine));
            try {
                return wire.as(running, () -> {
                    rollUp.run(batch);
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
            if (done && !world.oneIn(FORGETS_ONE_SUCCESS_IN)) {
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
