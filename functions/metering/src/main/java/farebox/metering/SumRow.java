package farebox.metering;

import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import java.time.Instant;

/**
 * What one sum is about. Each shard of the stream has a row of its own, since records have an order within a shard
 * only.
 *
 * @param start of the minute or hour
 */
public record SumRow(Grain grain, Instant start, TenantId tenant, String model, KeyId key, ShardId shard) {
    static SumRow of(Grain grain, UsageEvent event, ShardId shard) {
        return new SumRow(grain, grain.startOf(event.at()), event.id().tenant(), event.model(), event.key(), shard);
    }
}
