package farebox.kernel;

import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A CRC-32C checksum (Castagnoli, RFC 3720 appendix B.4) as 8 lower-case hexadecimal digits. It finds damage and not
 * forgery.
 */
public record Crc32c(String hex) {
    private static final int LENGTH = 8;

    /** @throws InvalidRequest if the text is no such checksum */
    public Crc32c {
        if (hex.length() != LENGTH
                || !hex.chars().allMatch(c -> HexFormat.isHexDigit(c) && !Character.isUpperCase(c))) {
            throw new InvalidRequest("a CRC-32C checksum has 8 lower-case hexadecimal digits", "crc32c");
        }
    }

    public static Crc32c of(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return of(checksum);
    }

    /** The checksum of what was fed to a {@link CRC32C}. */
    public static Crc32c of(Checksum fed) {
        return new Crc32c(HexFormat.of().toHexDigits((int) fed.getValue()));
    }

    @Override
    public String toString() {
        return hex;
    }
}
