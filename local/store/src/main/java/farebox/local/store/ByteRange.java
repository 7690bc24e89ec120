package farebox.local.store;

import java.util.Arrays;

/**
 * The keys from {@code low}, inclusive, to {@code high}, exclusive.
 *
 * @param high empty for no end
 */
public record ByteRange(byte[] low, byte[] high) {
    private static final byte[] OPEN = {};

    public static ByteRange all() {
        return new ByteRange(OPEN, OPEN);
    }

    /** Every key that begins so. */
    public static ByteRange prefix(byte[] prefix) {
        return new ByteRange(prefix, afterPrefix(prefix));
    }

    /** The first key after all that begin so; empty if there is none. */
    public static byte[] afterPrefix(byte[] prefix) {
        int length = prefix.length;
        while (length > 0 && prefix[length - 1] == (byte) 0xff) {
            length--;
        }
        byte[] after = Arrays.copyOf(prefix, length);
        if (length > 0) {
            after[length - 1]++;
        }
        return after;
    }

    /** What comes after this key. */
    public ByteRange after(byte[] key) {
        byte[] next = Arrays.copyOf(key, key.length + 1);
        return Arrays.compareUnsigned(next, low) > 0 ? new ByteRange(next, high) : this;
    }

    /** What comes before this key. */
    public ByteRange before(byte[] key) {
        return startsBeforeEnd(key) ? new ByteRange(low, key) : this;
    }

    boolean contains(byte[] key) {
        return startsAfterBegin(key) && startsBeforeEnd(key);
    }

    boolean startsAfterBegin(byte[] key) {
        return Arrays.compareUnsigned(key, low) >= 0;
    }

    boolean startsBeforeEnd(byte[] key) {
        return high.length == 0 || Arrays.compareUnsigned(key, high) < 0;
    }
}
