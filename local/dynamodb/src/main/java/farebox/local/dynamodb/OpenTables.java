package farebox.local.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.store.ByteRange;
import farebox.local.store.LocalStore;
import farebox.local.store.SortedBytes;
import farebox.local.store.WriteBatch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All tables of a store. */
final class OpenTables {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalStore store;
    private final SortedBytes definitions;
    private final SortedBytes floors;
    private final NavigableMap<String, OpenTable> open = new ConcurrentSkipListMap<>();

    private OpenTables(LocalStore store) {
        this.store = store;
        this.definitions = store.map("tables");
        this.floors = store.map("stream-floors");
    }

    static OpenTables in(LocalStore store) {
        return store.run(writeBatch -> {
            OpenTables tables = new OpenTables(store);
            tables.definitions.visit(ByteRange.all(), true, (name, stored) -> {
                OpenTable table = tables.load(new String(stored, StandardCharsets.UTF_8));
                tables.open.put(table.name(), table);
                return true;
            });
            return tables;
        });
    }

    Optional<OpenTable> find(String name) {
        return Optional.ofNullable(open.get(name));
    }

    /** @throws AwsServiceException as operations on items give it */
    OpenTable require(String name) {
        return find(name)
                .orElseThrow(
                        () -> AwsServiceException.dynamo("ResourceNotFoundException", "Requested resource not found"));
    }

    /** @throws AwsServiceException as operations on tables give it */
    OpenTable requireNamed(String name) {
        return find(name)
                .orElseThrow(() -> AwsServiceException.dynamo(
                        "ResourceNotFoundException", "Requested resource not found: Table: " + name + " not found"));
    }

    List<OpenTable> all() {
        return List.copyOf(open.values());
    }

    NavigableMap<String, OpenTable> after(String name) {
        return open.tailMap(name, false);
    }

    /** Inside the store's work. */
    OpenTable create(TableDefinition definition, Instant now, WriteBatch writeBatch) {
        if (open.containsKey(definition.name())) {
            throw AwsServiceException.dynamo("ResourceInUseException", "Table already exists: " + definition.name());
        }
        OpenTable table = opened(definition, now);
        open.put(definition.name(), table);
        save(table, writeBatch);
        return table;
    }

    /** Inside the store's work. */
    void redefine(OpenTable table, TableDefinition definition, WriteBatch writeBatch) {
        table.refuseIfDropped();
        table.redefine(definition);
        save(table, writeBatch);
    }

    /** Inside the store's work. */
    void drop(OpenTable table, WriteBatch writeBatch) {
        table.refuseIfDropped();
        table.drop();
        open.remove(table.name());
        writeBatch.remove(definitions, bytes(table.name()));
        writeBatch.remove(floors, bytes(table.name()));
        store.drop(table.items(), writeBatch);
        table.definition().indexes().forEach(index -> store.drop(table.index(index), writeBatch));
        table.stream().ifPresent(stream -> store.drop(stream.records(), writeBatch));
    }

    private void save(OpenTable table, WriteBatch writeBatch) {
        writeBatch.put(
                definitions, bytes(table.name()), bytes(TableJson.stored(table).toString()));
    }

    private OpenTable load(String stored) {
        try {
            RequestParameters json = new RequestParameters((ObjectNode) JSON.readTree(stored));
            return opened(TableJson.read(json).withExpiry(json.text(TableJson.EXPIRY)), TableJson.created(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored table definition cannot be read", e);
        }
    }

    private OpenTable opened(TableDefinition definition, Instant created) {
        String name = definition.name();
        Map<String, SortedBytes> indexes = new HashMap<>();
        definition
                .indexes()
                .forEach(index -> indexes.put(index.name(), store.map("index/" + name + "/" + index.name())));
        Optional<StreamLog> stream =
                definition.stream().map(view -> new StreamLog(store.map("stream/" + name), floors, name, created));
        return new OpenTable(definition, created, store.map("table/" + name), indexes, stream);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
