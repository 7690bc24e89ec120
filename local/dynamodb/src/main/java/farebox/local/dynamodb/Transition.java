package farebox.local.dynamodb;

import farebox.local.dynamodb.value.Item;
import java.util.Optional;

/** What one write does to the item under a key. */
record Transition(byte[] key, Optional<Item> before, Optional<Item> after) {
    /** Such a write is paid for, but no stream tells of it. */
    boolean changesNothing() {
        return before.equals(after);
    }
}
