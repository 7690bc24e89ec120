package farebox.files;

import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.util.List;
import java.util.Optional;

/** Records of files. Every method throws {@link Unavailable} if the store does not respond. */
public interface FileRecords {
    /** Replaces the record of the same id. */
    void put(StoredFile file);

    Optional<StoredFile> find(TenantId tenant, FileId id);

    /** @return whether there was one */
    boolean delete(TenantId tenant, FileId id);

    /** At most {@code limit} files of the tenant. */
    List<StoredFile> list(TenantId tenant, Query query);

    /**
     * @param after the files behind this one in that order, which need not exist any more
     * @param newestFirst the order
     */
    record Query(Optional<Purpose> purpose, Optional<FileId> after, boolean newestFirst, int limit) {}
}
