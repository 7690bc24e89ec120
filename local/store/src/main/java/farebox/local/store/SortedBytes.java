package farebox.local.store;

import java.util.Optional;
import java.util.function.BiPredicate;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * One map of a {@link LocalStore}, ordered by the unsigned bytes of its keys; to be used inside the store's work only.
 */
public final class SortedBytes {
    private final MVMap<byte[], byte[]> map;

    SortedBytes(MVMap<byte[], byte[]> map) {
        this.map = map;
    }

    public Optional<byte[]> find(byte[] key) {
        return Optional.ofNullable(map.get(key));
    }

    public Optional<byte[]> firstKey() {
        return Optional.ofNullable(map.firstKey());
    }

    public Optional<byte[]> lastKey() {
        return Optional.ofNullable(map.lastKey());
    }

    public long count() {
        return map.sizeAsLong();
    }

    /** Shows entries in order until the visitor has seen enough and answers false. */
    public void visit(ByteRange range, boolean forward, BiPredicate<byte[], byte[]> visitor) {
        byte[] from = forward ? range.low() : range.high();
        // A cursor's bound is inclusive, a range's end is not; and an empty end means the end of the map.
        Cursor<byte[], byte[]> cursor = from.length == 0 ? all(forward) : map.cursor(from, null, !forward);
        while (cursor.hasNext()) {
            byte[] key = cursor.next();
            if (forward ? !range.startsBeforeEnd(key) : !range.startsAfterBegin(key)) {
                return;
            }
            if (range.contains(key) && !visitor.test(key, cursor.getValue())) {
                return;
            }
        }
    }

    private Cursor<byte[], byte[]> all(boolean forward) {
        byte[] end = forward ? map.firstKey() : map.lastKey();
        return map.cursor(end, null, !forward);
    }

    void put(byte[] key, byte[] value) {
        map.put(key, value);
    }

    void remove(byte[] key) {
        map.remove(key);
    }

    MVMap<byte[], byte[]> map() {
        return map;
    }
}
