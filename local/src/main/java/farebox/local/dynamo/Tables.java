package farebox.local.dynamo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsRefusal;
import farebox.local.awsjson.Parameters;
import farebox.local.store.ByteRange;
import farebox.local.store.Changes;
import farebox.local.store.LocalStore;
import farebox.local.store.SortedBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All tables of a store. */
final class Tables {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalStore store;
    private final SortedBytes definitions;
    private final SortedBytes floors;
    private final NavigableMap<String, Table> open = new ConcurrentSkipListMap<>();

    private Tables(LocalStore store) {
        this.store = store;
        this.definitions = store.map("tables");
        this.floors = store.map("stream-floors");
    }

    static Tables in(LocalStore store) {
        return store.run(changes -> {
            Tables tables = new Tables(store);
            tables.definitions.visit(ByteRange.all(), true, (name, stored) -> {
                Table table = tables.load(new String(stored, StandardCharsets.UTF_8));
                tables.open.put(table.name(), table);
                return true;
            });
            return tables;
        });
    }

    Optional<Table> find(String name) {
        return Optional.ofNullable(open.get(name));
    }

    /** @throws AwsRefusal as operations on items give it */
    Table require(String name) {
        return find(name)
                .orElseThrow(() -> AwsRefusal.dynamo("ResourceNotFoundException", "Requested resource not found"));
    }

    /** @throws AwsRefusal as operations on tables give it */
    Table requireNamed(String name) {
        return find(name)
                .orElseThrow(() -> AwsRefusal.dynamo(
                        "ResourceNotFoundException", "Requested resource not found: Table: " + name + " not found"));
    }

    List<Table> all() {
        return List.copyOf(open.values());
    }

    NavigableMap<String, Table> after(String name) {
        return open.tailMap(name, false);
    }

    /** Inside the store's work. */
    Table create(TableDefinition definition, Instant now, Changes changes) {
        if (open.containsKey(definition.name())) {
            throw AwsRefusal.dynamo("ResourceInUseException", "Table already exists: " + definition.name());
        }
        Table table = opened(definition, now);
        open.put(definition.name(), table);
        save(table, changes);
        return table;
    }

    /** Inside the store's work. */
    void redefine(Table table, TableDefinition definition, Changes changes) {
        table.refuseIfDropped();
        table.redefine(definition);
        save(table, changes);
    }

    /** Inside the store's work. */
    void drop(Table table, Changes changes) {
        table.refuseIfDropped();
        table.drop();
        open.remove(table.name());
        changes.remove(definitions, bytes(table.name()));
        changes.remove(floors, bytes(table.name()));
        store.drop(table.items(), changes);
        table.definition().indexes().forEach(index -> store.drop(table.index(index), changes));
        table.stream().ifPresent(stream -> store.drop(stream.records(), changes));
    }

    private void save(Table table, Changes changes) {
        changes.put(
                definitions, bytes(table.name()), bytes(TableJson.stored(table).toString()));
    }

    private Table load(String stored) {
        try {
            Parameters json = new Parameters((ObjectNode) JSON.readTree(stored));
            return opened(TableJson.read(json).withExpiry(json.text(TableJson.EXPIRY)), TableJson.created(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored table definition cannot be read", e);
        }
    }

    private Table opened(TableDefinition definition, Instant created) {
        String name = definition.name();
        Map<String, SortedBytes> indexes = new HashMap<>();
        definition
                .indexes()
                .forEach(index -> indexes.put(index.name(), store.map("index/" + name + "/" + index.name())));
        Optional<StreamLog> stream =
                definition.stream().map(view -> new StreamLog(store.map("stream/" + name), floors, name, created));
        return new Table(definition, created, store.map("table/" + name), indexes, stream);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
