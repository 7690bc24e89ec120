package farebox.access;

import java.security.MessageDigest;
import java.util.Arrays;

/** A key's HMAC-SHA-256 under the pepper: all that is ever stored of it. Compared in constant time, and never shown. */
public final class KeyDigest {
    private static final int BYTES = 32;

    /** What a key that nobody has is compared with, so that it takes as long as one that somebody has. */
    static final KeyDigest NONE = new KeyDigest(new byte[BYTES]);

    private final byte[] bytes;

    private KeyDigest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException unless there are 32 bytes */
    public static KeyDigest of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key's digest has 32 bytes, not " + bytes.length);
        }
        return new KeyDigest(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyDigest digest && MessageDigest.isEqual(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "KeyDigest[...]";
    }
}
