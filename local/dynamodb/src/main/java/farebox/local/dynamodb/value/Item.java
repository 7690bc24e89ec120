package farebox.local.dynamodb.value;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Attributes by name, in the order they were written. */
public record Item(Map<String, Value> attributes) {
    public static final Item EMPTY = new Item(Map.of());

    public Item {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    public Optional<Value> find(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** Only these attributes, as far as they are there. */
    public Item only(Collection<String> names) {
        Map<String, Value> kept = new LinkedHashMap<>();
        names.forEach(name -> find(name).ifPresent(value -> kept.put(name, value)));
        return new Item(kept);
    }

    public Item with(String name, Value value) {
        Map<String, Value> changed = new LinkedHashMap<>(attributes);
        changed.put(name, value);
        return new Item(changed);
    }

    /** Bytes, by AWS's rules for item sizes: names and values in UTF-8. */
    public int size() {
        return Sizes.of(attributes);
    }
}
