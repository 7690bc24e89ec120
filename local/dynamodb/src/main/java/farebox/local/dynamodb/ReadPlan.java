package farebox.local.dynamodb;

import farebox.local.dynamodb.expression.Condition;
import farebox.local.dynamodb.expression.Projection;
import farebox.local.dynamodb.value.Item;
import farebox.local.store.ByteRange;
import java.util.Optional;

/**
 * A Query or Scan, ready to run.
 *
 * @param range the keys to read, in the table or in the index
 */
record ReadPlan(
        OpenTable table,
        Optional<IndexDefinition> index,
        ByteRange range,
        boolean forward,
        Optional<Integer> limit,
        Optional<Condition> filter,
        Optional<Projection> projection,
        boolean countOnly,
        boolean consistent) {

    /** The same, going on after this key. */
    ReadPlan after(byte[] key) {
        ByteRange rest = forward ? range.after(key) : range.before(key);
        return new ReadPlan(table, index, rest, forward, limit, filter, projection, countOnly, consistent);
    }

    /** The same in another part of the keys. */
    ReadPlan in(ByteRange part) {
        return new ReadPlan(table, index, part, forward, limit, filter, projection, countOnly, consistent);
    }

    KeySchema keys() {
        return index.map(IndexDefinition::keys).orElse(table.keys());
    }

    byte[] key(Item item) {
        return index.map(found -> table.indexKey(found, item)).orElseGet(() -> table.key(item));
    }
}
