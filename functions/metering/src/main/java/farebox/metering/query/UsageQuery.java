package farebox.metering;

import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A page of usage.
 *
 * @param tenant absent for the whole organisation
 * @param start in the first bucket, which is shown whole
 * @param end exclusive; a bucket that begins before it is shown whole
 * @param limit the most buckets on the page
 */
public record UsageQuery(
        Optional<TenantId> tenant,
        BucketWidth width,
        Instant start,
        Instant end,
        int limit,
        Set<Dimension> groupBy,
        UsageFilter filter) {

    public UsageQuery {
        groupBy = Set.copyOf(groupBy);
    }
}
