package farebox.models;

import farebox.kernel.ByteCount;
import farebox.kernel.Crc32c;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Sha256;

/**
 * One file of a version, and what it must be when it arrives.
 *
 * @param sha256 which bytes were published; names the file
 * @param crc32c what a download is held against (docs/adr/0011)
 */
public record ModelFile(FileRole role, ByteCount size, Sha256 sha256, Crc32c crc32c) {
    /** @throws InvalidRequest if the size is none or above the role's limit */
    public ModelFile {
        if (size.equals(ByteCount.NONE) || size.compareTo(role.limit()) > 0) {
            throw new InvalidRequest(
                    role.fileName() + " must have 1 to " + role.limit().bytes() + " bytes, not " + size.bytes());
        }
    }

    public static ModelFile of(FileRole role, byte[] content) {
        return new ModelFile(role, new ByteCount(content.length), Sha256.of(content), Crc32c.of(content));
    }
}
