package farebox.local.dynamodb;

import java.util.List;
import java.util.Optional;

/**
 * A table as a template defines it.
 *
 * @param stream empty for a table without a stream
 * @param expiryAttribute holds the epoch second after which an item may be swept away; empty for none
 */
public record TableDefinition(
        String name,
        KeySchema keys,
        List<IndexDefinition> indexes,
        Optional<StreamView> stream,
        Optional<String> expiryAttribute) {
    public TableDefinition {
        indexes = List.copyOf(indexes);
    }

    /** A table with neither index nor stream nor expiry. */
    public static TableDefinition of(String name, KeySchema keys) {
        return new TableDefinition(name, keys, List.of(), Optional.empty(), Optional.empty());
    }

    public TableDefinition withStream(StreamView view) {
        return new TableDefinition(name, keys, indexes, Optional.of(view), expiryAttribute);
    }

    public TableDefinition withExpiry(Optional<String> attribute) {
        return new TableDefinition(name, keys, indexes, stream, attribute);
    }

    TableDefinition withoutExpiry() {
        return withExpiry(Optional.empty());
    }

    public TableDefinition withIndexes(List<IndexDefinition> definitions) {
        return new TableDefinition(name, keys, definitions, stream, expiryAttribute);
    }

    Optional<IndexDefinition> index(String wanted) {
        return indexes.stream().filter(index -> index.name().equals(wanted)).findFirst();
    }
}
