package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.expression.Update;
import farebox.local.dynamodb.expression.UpdateRun;
import farebox.local.dynamodb.value.Item;
import java.util.Optional;

/** A write of one item as a request asks for it, checked against the table. */
sealed interface WriteRequest {
    OpenTable table();

    WriteCondition condition();

    /** The bytes of the item's key. */
    byte[] key();

    record Put(OpenTable table, WriteCondition condition, byte[] key, Item item) implements WriteRequest {}

    /** @param keyAttributes what a new item has before the update */
    record Change(OpenTable table, WriteCondition condition, byte[] key, Item keyAttributes, Optional<Update> update)
            implements WriteRequest {}

    record Delete(OpenTable table, WriteCondition condition, byte[] key) implements WriteRequest {}

    record Check(OpenTable table, WriteCondition condition, byte[] key) implements WriteRequest {}

    /**
     * What the item becomes.
     *
     * @return empty for no item
     * @throws AwsServiceException if the condition fails or the update cannot be done
     */
    default Optional<Item> result(Optional<Item> old) {
        condition().check(old);
        return switch (this) {
            case Put put -> Optional.of(put.item());
            case Change change -> Optional.of(changed(change, old.orElse(change.keyAttributes())));
            case Delete ignored -> Optional.empty();
            case Check ignored -> old;
        };
    }

    private static Item changed(Change change, Item base) {
        if (change.update().isEmpty()) {
            return base;
        }
        Item changed = UpdateRun.apply(base, change.update().get());
        KeyCheck.size(changed, "Item size to update has exceeded the maximum allowed size");
        KeyCheck.updatedIndexKeys(changed, change.table().definition());
        return changed;
    }
}
