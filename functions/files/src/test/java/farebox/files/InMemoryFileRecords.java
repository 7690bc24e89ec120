package farebox.files;

import farebox.kernel.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Records in a map. */
public final class InMemoryFileRecords implements FileRecords {
    private final Map<FileId, StoredFile> files = new ConcurrentSkipListMap<>();

    @Override
    public void put(StoredFile file) {
        files.put(file.id(), file);
    }

    @Override
    public Optional<StoredFile> find(TenantId tenant, FileId id) {
        return Optional.ofNullable(files.get(id)).filter(file -> file.tenant().equals(tenant));
    }

    @Override
    public boolean delete(TenantId tenant, FileId id) {
        return find(tenant, id).filter(file -> files.remove(file.id(), file)).isPresent();
    }

    @Override
    public List<StoredFile> list(TenantId tenant, Query query) {
        Comparator<FileId> oldestFirst = Comparator.naturalOrder();
        Comparator<FileId> order = query.newestFirst() ? oldestFirst.reversed() : oldestFirst;
        return files.values().stream()
                .filter(file -> file.tenant().equals(tenant))
                .filter(file -> query.purpose().map(file.purpose()::equals).orElse(true))
                .filter(file -> query.after()
                        .map(after -> order.compare(file.id(), after) > 0)
                        .orElse(true))
                .sorted(Comparator.comparing(StoredFile::id, order))
                .limit(query.limit())
                .toList();
    }
}
