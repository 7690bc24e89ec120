package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.ItemJson;
import farebox.local.dynamodb.value.KeyBytes;
import farebox.local.dynamodb.value.Value;
import farebox.local.store.SortedBytes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** An open table: its definition and the maps that hold it. */
final class OpenTable {
    private static final DateTimeFormatter STREAM_LABEL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final Instant created;
    private final String streamLabel;
    private final SortedBytes items;
    private final Map<String, SortedBytes> indexes;
    private final Optional<StreamLog> stream;
    private volatile TableDefinition definition;
    private volatile boolean dropped;

    OpenTable(
            TableDefinition definition,
            Instant created,
            SortedBytes items,
            Map<String, SortedBytes> indexes,
            Optional<StreamLog> stream) {
        this.definition = definition;
        this.created = created;
        this.streamLabel = STREAM_LABEL.format(created);
        this.items = items;
        this.indexes = Map.copyOf(indexes);
        this.stream = stream;
    }

    String name() {
        return definition.name();
    }

    TableDefinition definition() {
        return definition;
    }

    KeySchema keys() {
        return definition.keys();
    }

    Instant created() {
        return created;
    }

    /** What tells its stream from those of earlier tables of its name. */
    String streamLabel() {
        return streamLabel;
    }

    SortedBytes items() {
        return items;
    }

    Optional<StreamLog> stream() {
        return stream;
    }

    SortedBytes index(IndexDefinition index) {
        return Optional.ofNullable(indexes.get(index.name())).orElseThrow();
    }

    Optional<Item> find(byte[] key) {
        return items.find(key).map(ItemJson::load);
    }

    /** The bytes of an item's key; the key has been checked before. */
    byte[] key(Item item) {
        return bytes(keys(), item).array();
    }

    byte[] indexKey(IndexDefinition index, Item item) {
        return bytes(index.keys(), item).addRaw(key(item)).array();
    }

    void redefine(TableDefinition changed) {
        definition = changed;
    }

    void drop() {
        dropped = true;
    }

    /** To be asked by all work, since a table may go while a request is read. */
    void refuseIfDropped() {
        if (dropped) {
            throw AwsServiceException.dynamo("ResourceNotFoundException", "Requested resource not found");
        }
    }

    private static KeyBytes bytes(KeySchema keys, Item item) {
        KeyBytes bytes = new KeyBytes();
        for (KeyAttribute attribute : keys.attributes()) {
            Value value = item.find(attribute.name()).orElseThrow();
            bytes.add(value);
        }
        return bytes;
    }
}
