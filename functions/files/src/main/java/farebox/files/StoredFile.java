package farebox.files;

import farebox.kernel.ByteCount;
import farebox.kernel.TenantId;
import java.time.Instant;

/**
 * The record of a file.
 *
 * @param filename as the caller named it; never part of a key
 * @param created in whole milliseconds
 */
public record StoredFile(
        FileId id, TenantId tenant, Purpose purpose, String filename, ByteCount size, Instant created) {

    /** Of its content in the bucket of uploads. */
    public String objectKey() {
        return "files/" + tenant + "/" + id;
    }
}
