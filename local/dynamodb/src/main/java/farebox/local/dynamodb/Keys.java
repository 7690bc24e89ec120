package farebox.local.dynamodb;

import farebox.local.dynamodb.value.Bytes;
import java.util.HashSet;
import java.util.Set;

/** The keys that one request has named so far. */
final class Keys {
    private final Set<Key> seen = new HashSet<>();

    /** @return whether it is new */
    boolean add(OpenTable openTable, byte[] key) {
        return seen.add(new Key(openTable.name(), new Bytes(key)));
    }

    private record Key(String table, Bytes key) {}
}
