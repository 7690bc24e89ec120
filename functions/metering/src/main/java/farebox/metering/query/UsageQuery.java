package farebox.metering.query;

import farebox.kernel.TenantId;
import farebox.metering.rollup.AggregateKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A page of usage.
 *
 * @param tenant absent for the whole organisation
 * @param start in the first bucket, which is shown whole
 * @param end exclusive; a bucket that begins before it is shown whole
 * @param limit the maximum number of buckets on the page
 */
public record UsageQuery(
        Optional<TenantId> tenant,
        BucketWidth width,
        Instant start,
        Instant end,
        int limit,
        Set<Dimension> groupBy,
        Filter filter) {
    public UsageQuery {
        groupBy = Set.copyOf(groupBy);
    }

    /** By what usage is grouped. */
    public enum Dimension {
        TENANT,
        KEY,
        MODEL
    }

    /** Whose usage is read; an empty set stands for all. A name that does not exist matches nothing. */
    public record Filter(Set<String> tenants, Set<String> keys, Set<String> models) {
        public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of());

        public Filter {
            tenants = Set.copyOf(tenants);
            keys = Set.copyOf(keys);
            models = Set.copyOf(models);
        }

        boolean matches(AggregateKey key) {
            return matches(tenants, key.tenant().value())
                    && matches(keys, key.key().value())
                    && matches(models, key.resource().name());
        }

        private static boolean matches(Set<String> names, String value) {
            return names.isEmpty() || names.contains(value);
        }
    }
}
