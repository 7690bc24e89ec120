package farebox.metering.query;

import farebox.kernel.Amounts;
import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Usage over time.
 *
 * @param buckets without a gap; one in which nothing was used has no groups
 * @param next where the next page begins, if there is one
 */
public record UsagePage(List<Bucket> buckets, Optional<Instant> next) {
    public UsagePage {
        buckets = List.copyOf(buckets);
    }

    /** @param end exclusive */
    public record Bucket(Instant start, Instant end, List<Group> groups) {
        public Bucket {
            groups = List.copyOf(groups);
        }
    }

    public record Group(GroupKey key, Amounts amounts) {}

    /** What the usage of a group has in common; absent where it is not grouped by. */
    public record GroupKey(Optional<TenantId> tenant, Optional<KeyId> key, Optional<String> model)
            implements Comparable<GroupKey> {
        private static final Comparator<GroupKey> ORDER = Comparator.comparing(
                        (GroupKey group) -> group.tenant().map(TenantId::value).orElse(""))
                .thenComparing(group -> group.key().map(KeyId::value).orElse(""))
                .thenComparing(group -> group.model().orElse(""));

        @Override
        public int compareTo(GroupKey other) {
            return ORDER.compare(this, other);
        }
    }
}
