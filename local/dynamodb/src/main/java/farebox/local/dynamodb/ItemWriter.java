package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.ItemJson;
import farebox.local.store.WriteBatch;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Brings one item from its old to its new state: in the table, in its indexes and in its stream. */
final class ItemWriter {
    private final WriteBatch writeBatch;
    private final Instant now;
    private final boolean expiry;

    /** @param expiry whether the item's time is over, which the stream tells */
    ItemWriter(WriteBatch writeBatch, Instant now, boolean expiry) {
        this.writeBatch = writeBatch;
        this.now = now;
        this.expiry = expiry;
    }

    /** Writes and counts what it costs. */
    void write(OpenTable table, Transition transition, Capacity capacity) {
        int largest = Math.max(
                transition.before().map(Item::size).orElse(0),
                transition.after().map(Item::size).orElse(0));
        capacity.add(Capacity.writeUnits(largest));
        if (transition.changesNothing()) {
            return;
        }
        transition
                .after()
                .ifPresentOrElse(
                        item -> writeBatch.put(table.items(), transition.key(), ItemJson.store(item)),
                        () -> writeBatch.remove(table.items(), transition.key()));
        table.definition().indexes().forEach(index -> index(table, index, transition, capacity));
        table.stream().ifPresent(stream -> record(table, stream, transition));
    }

    private void index(OpenTable table, IndexDefinition index, Transition transition, Capacity capacity) {
        Optional<Item> before = transition.before().filter(index::holds);
        Optional<Item> after = transition.after().filter(index::holds);
        Optional<byte[]> oldKey = before.map(item -> table.indexKey(index, item));
        Optional<byte[]> newKey = after.map(item -> table.indexKey(index, item));
        boolean moved = oldKey.isPresent()
                && !newKey.filter(key -> Arrays.equals(key, oldKey.get())).isPresent();
        if (moved) {
            writeBatch.remove(table.index(index), oldKey.get());
            capacity.addIndex(index.name(), units(table, index, before));
        }
        Optional<Item> old = before.map(item -> index.project(item, table.keys()));
        Optional<Item> projected = after.map(item -> index.project(item, table.keys()));
        if (projected.isPresent() && !projected.equals(old)) {
            writeBatch.put(table.index(index), newKey.orElseThrow(), ItemJson.store(projected.get()));
            capacity.addIndex(index.name(), units(table, index, after));
        }
    }

    private static int units(OpenTable table, IndexDefinition index, Optional<Item> item) {
        return Capacity.writeUnits(
                item.map(held -> index.project(held, table.keys()).size()).orElse(0));
    }

    private void record(OpenTable table, StreamLog stream, Transition transition) {
        String sequence = stream.reserve();
        ObjectNode record = StreamJson.record(table, sequence, transition, now);
        if (expiry) {
            StreamJson.markExpired(record);
        }
        stream.append(sequence, record, writeBatch);
    }
}
