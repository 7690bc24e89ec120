package farebox.metering;

import java.util.Set;

/** Whose usage is wanted; an empty set wants all. A name that nobody has is no error: it matches nothing. */
public record UsageFilter(Set<String> tenants, Set<String> keys, Set<String> models) {
    public static final UsageFilter ALL = new UsageFilter(Set.of(), Set.of(), Set.of());

    public UsageFilter {
        tenants = Set.copyOf(tenants);
        keys = Set.copyOf(keys);
        models = Set.copyOf(models);
    }

    boolean wants(AggregateKey key) {
        return wants(tenants, key.tenant().value()) && wants(keys, key.key().value()) && wants(models, key.model());
    }

    private static boolean wants(Set<String> named, String value) {
        return named.isEmpty() || named.contains(value);
    }
}
