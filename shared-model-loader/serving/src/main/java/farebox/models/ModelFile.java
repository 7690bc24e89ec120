package farebox.models;

import farebox.kernel.ByteCount;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Sha256;

/** One file of a version, and what it must be when it arrives. */
public record ModelFile(FileRole role, ByteCount size, Sha256 sha256) {
    /** @throws InvalidRequest if the size is none or above the role's limit */
    public ModelFile {
        if (size.equals(ByteCount.NONE) || size.compareTo(role.limit()) > 0) {
            throw new InvalidRequest(
                    role.fileName() + " must have 1 to " + role.limit().bytes() + " bytes, not " + size.bytes());
        }
    }
}
