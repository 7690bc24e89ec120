package farebox.metering.rollup;

import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import farebox.metering.Resource;
import farebox.metering.Usage;
import java.time.Instant;

/**
 * What one aggregate is about. Each shard of the stream has an aggregate of its own, since records have an order within
 * a shard only.
 *
 * @param start of the minute or hour
 */
public record AggregateKey(
        Resolution resolution, Instant start, TenantId tenant, Resource resource, KeyId key, ShardId shard) {

    static AggregateKey of(Resolution resolution, Usage usage, ShardId shard) {
        return new AggregateKey(
                resolution, resolution.startOf(usage.at()), usage.tenant(), usage.resource(), usage.key(), shard);
    }
}
