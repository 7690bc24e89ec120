package farebox.access;

import farebox.kernel.KeyId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * A whole key, {@code fbx_live_<8 id>_<32 base62>_<6 crc>}. The id may be shown and logged, the 190 random bits behind
 * it never; the CRC-32 of all that stands before it, in base 62, lets a mistyped key be refused without asking any
 * store, and lets scanners of source code know a leaked key from noise.
 */
public final class ApiKey {
    private static final String PREFIX = "fbx_live_";
    private static final int ID_LENGTH = 8;
    private static final int SECRET_LENGTH = 32;
    private static final int CRC_LENGTH = 6;
    private static final int ID_END = PREFIX.length() + ID_LENGTH;
    private static final int SECRET_END = ID_END + 1 + SECRET_LENGTH;
    private static final int LENGTH = SECRET_END + 1 + CRC_LENGTH;

    private final KeyId id;
    private final String raw;

    private ApiKey(KeyId id, String raw) {
        this.id = id;
        this.raw = raw;
    }

    /** @param random must be unpredictable wherever the key is given to somebody */
    public static ApiKey random(RandomGenerator random) {
        return of(new KeyId(Base62.random(ID_LENGTH, random)), Base62.random(SECRET_LENGTH, random));
    }

    /** @param secret 32 characters of base 62 */
    static ApiKey of(KeyId id, String secret) {
        String body = PREFIX + id + "_" + secret;
        return new ApiKey(id, body + "_" + crc(body));
    }

    /** Empty if the text cannot be a key of ours; whether the key exists is another question. */
    public static Optional<ApiKey> parse(String raw) {
        return isWellFormed(raw)
                ? Optional.of(new ApiKey(new KeyId(raw.substring(PREFIX.length(), ID_END)), raw))
                : Optional.empty();
    }

    public KeyId id() {
        return id;
    }

    /** The whole secret, for the one moment in which it is shown to its owner. */
    public String reveal() {
        return raw;
    }

    @Override
    public String toString() {
        return PREFIX + id + "_...";
    }

    byte[] bytes() {
        return raw.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isWellFormed(String raw) {
        return raw.length() == LENGTH
                && raw.startsWith(PREFIX)
                && raw.charAt(ID_END) == '_'
                && raw.charAt(SECRET_END) == '_'
                && Base62.isBase62(raw.substring(PREFIX.length(), ID_END))
                && Base62.isBase62(raw.substring(ID_END + 1, SECRET_END))
                && crc(raw.substring(0, SECRET_END)).equals(raw.substring(SECRET_END + 1));
    }

    private static String crc(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return Base62.of(crc.getValue(), CRC_LENGTH);
    }
}
