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
public record AggregateKey(
        Resolution resolution, Instant start, TenantId tenant, String model, KeyId key, ShardId shard) {
    static AggregateKey of(Resolution resolution, UsageEvent event, ShardId shard) {
        return new AggregateKey(
                resolution, resolution.startOf(event.at()), event.id().tenant(), event.model(), event.key(), shard);
    }
}
