package farebox.local.dynamodb;

import farebox.local.dynamodb.expression.Condition;
import farebox.local.dynamodb.expression.Projection;
import farebox.local.dynamodb.value.Item;
import farebox.local.store.ByteRange;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A Query or Scan, ready to run.
 *
 * @param range the keys to read, in the table or in the index
 * @param segment which of those keys belong to the reader
 */
record ReadPlan(
        OpenTable table,
        Optional<IndexDefinition> index,
        ByteRange range,
        Predicate<Item> segment,
        boolean forward,
        Optional<Integer> limit,
        Optional<Condition> filter,
        Optional<Projection> projection,
        boolean countOnly,
        boolean consistent) {

    /** The same, going on after this key. */
    ReadPlan after(byte[] key) {
        ByteRange rest = forward ? range.after(key) : range.before(key);
        return new ReadPlan(table, index, rest, segment, forward, limit, filter, projection, countOnly, consistent);
    }

    /** The same in another part of the keys. */
    ReadPlan in(ByteRange part) {
        return new ReadPlan(table, index, part, segment, forward, limit, filter, projection, countOnly, consistent);
    }

    /** The same for one segment. */
    ReadPlan only(Predicate<Item> part) {
        return new ReadPlan(table, index, range, part, forward, limit, filter, projection, countOnly, consistent);
    }

    KeySchema keys() {
        return index.map(IndexDefinition::keys).orElse(table.keys());
    }

    byte[] key(Item item) {
        return index.map(found -> table.indexKey(found, item)).orElseGet(() -> table.key(item));
    }
}
