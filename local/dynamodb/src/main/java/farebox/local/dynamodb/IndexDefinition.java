package farebox.local.dynamodb;

import farebox.local.dynamodb.value.Item;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A global secondary index.
 *
 * @param included beside the keys, for {@link Projected#INCLUDE} only
 */
public record IndexDefinition(String name, KeySchema keys, Projected projected, List<String> included) {
    /** What an index holds of an item. */
    public enum Projected {
        ALL,
        KEYS_ONLY,
        INCLUDE
    }

    public IndexDefinition {
        included = List.copyOf(included);
    }

    public static IndexDefinition ofAll(String name, KeySchema keys) {
        return new IndexDefinition(name, keys, Projected.ALL, List.of());
    }

    /** What the index holds of an item of its table. */
    Item project(Item item, KeySchema table) {
        return projected == Projected.ALL ? item : item.only(attributes(table));
    }

    /** The attributes that it holds where it does not hold all. */
    Set<String> attributes(KeySchema table) {
        Set<String> names = new LinkedHashSet<>(table.names());
        names.addAll(keys.names());
        names.addAll(included);
        return names;
    }

    /** An item is in the index only if it has every attribute of its key. */
    boolean holds(Item item) {
        return keys.names().stream().allMatch(item.attributes()::containsKey);
    }
}
