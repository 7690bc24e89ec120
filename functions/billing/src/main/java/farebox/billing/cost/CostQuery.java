package farebox.billing.cost;

import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which costs are asked for.
 *
 * @param end exclusive; the day that holds the instant before it is shown whole
 * @param limit the most days on the page
 */
public record CostQuery(Filter filter, Instant start, Instant end, int limit, Set<Dimension> groupBy) {
    public CostQuery {
        groupBy = Set.copyOf(groupBy);
    }

    /** By what costs are told apart. */
    public enum Dimension {
        TENANT,
        LINE_ITEM,
        KEY,
        MODEL
    }

    /** Whose costs; none named stand for all. */
    public record Filter(Set<TenantId> tenants, Set<KeyId> keys, Set<String> lineItems) {
        public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of());

        public Filter {
            tenants = Set.copyOf(tenants);
            keys = Set.copyOf(keys);
            lineItems = Set.copyOf(lineItems);
        }

        boolean isOfLineItem(String label) {
            return lineItems.isEmpty() || lineItems.contains(label);
        }

        boolean isOfKey(Optional<KeyId> key) {
            return keys.isEmpty() || key.filter(keys::contains).isPresent();
        }

        /** If it is only one. */
        Optional<TenantId> tenant() {
            return tenants.size() == 1 ? tenants.stream().findFirst() : Optional.empty();
        }
    }

    boolean needsKeysOrModels() {
        return !filter.keys().isEmpty() || groupBy.contains(Dimension.KEY) || groupBy.contains(Dimension.MODEL);
    }

    boolean isGroupedBy(Dimension dimension) {
        return groupBy.contains(dimension);
    }
}
