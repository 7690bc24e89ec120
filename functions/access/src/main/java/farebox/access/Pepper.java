package farebox.access;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of the whole installation under which keys are digested: a stolen table of digests is worth nothing
 * without it. It is kept away from the table and from every environment variable.
 */
public final class Pepper {
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] bytes;

    private Pepper(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Pepper random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Pepper(bytes);
    }

    /** @throws IllegalArgumentException unless there are 32 bytes */
    public static Pepper of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a pepper has 32 bytes, not " + bytes.length);
        }
        return new Pepper(bytes.clone());
    }

    public KeyDigest digest(ApiKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            return KeyDigest.of(mac.doFinal(key.bytes()));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256 and takes 32 bytes for it", e);
        }
    }

    /** For the store that keeps it. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "Pepper[...]";
    }
}
