package farebox.kernel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest as 64 lower-case hexadecimal digits. */
public record Sha256(String hex) {
    private static final int LENGTH = 64;

    /** @throws InvalidRequest if the text is no such digest */
    public Sha256 {
        if (hex.length() != LENGTH || !hex.chars().allMatch(Sha256::isLowerHexadecimal)) {
            throw new InvalidRequest("a SHA-256 digest has 64 lower-case hexadecimal digits", "sha256");
        }
    }

    public static Sha256 of(byte[] content) {
        return finish(newDigest().digest(content));
    }

    /** The digest of what was fed to a {@link #newDigest()}. */
    public static Sha256 finish(byte[] digest) {
        return new Sha256(HexFormat.of().formatHex(digest));
    }

    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static boolean isLowerHexadecimal(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    @Override
    public String toString() {
        return hex;
    }
}
