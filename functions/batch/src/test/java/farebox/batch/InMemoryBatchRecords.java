package farebox.batch;

import farebox.kernel.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Batches in maps. */
public final class InMemoryBatchRecords implements BatchRecords {
    private final TreeMap<String, Batch> batches = new TreeMap<>();
    private final Map<BatchId, Map<Integer, RequestCounts>> chunks = new HashMap<>();
    private final Map<String, Noted> newest = new HashMap<>();

    @Override
    public synchronized boolean add(Batch batch) {
        return batches.putIfAbsent(batch.id().value(), batch) == null;
    }

    @Override
    public synchronized Optional<Batch> find(TenantId tenant, BatchId id) {
        return Optional.ofNullable(batches.get(id.value()))
                .filter(batch -> batch.tenant().equals(tenant))
                .map(this::counted);
    }

    @Override
    public synchronized boolean replace(Batch changed, BatchStatus expected) {
        Batch present = batches.get(changed.id().value());
        if (present == null || present.status() != expected) {
            return false;
        }
        batches.put(changed.id().value(), changed);
        return true;
    }

    @Override
    public synchronized void chunkDone(Batch batch, int chunk, RequestCounts counts) {
        chunks.computeIfAbsent(batch.id(), _ -> new TreeMap<>()).put(chunk, counts);
    }

    @Override
    public synchronized Set<Integer> doneChunks(TenantId tenant, BatchId id) {
        return Set.copyOf(chunks.getOrDefault(id, Map.of()).keySet());
    }

    @Override
    public synchronized List<Batch> list(TenantId tenant, Optional<BatchId> after, int limit) {
        return batches.headMap(after.map(BatchId::value).orElse("batch_f"), false).descendingMap().values().stream()
                .filter(batch -> batch.tenant().equals(tenant))
                .map(this::counted)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void noteUpload(Batch batch, String key, Sequencer sequencer) {
        var _ = newest.merge(
                batch.tenant() + "/" + key,
                new Noted(batch.id(), sequencer),
                (old, added) -> old.sequencer().compareTo(added.sequencer()) > 0 ? old : added);
    }

    @Override
    public synchronized Optional<BatchId> newestOf(TenantId tenant, String key) {
        return Optional.ofNullable(newest.get(tenant + "/" + key)).map(Noted::batch);
    }

    private record Noted(BatchId batch, Sequencer sequencer) {}

    private Batch counted(Batch batch) {
        RequestCounts counts = chunks.getOrDefault(batch.id(), Map.of()).values().stream()
                .reduce(RequestCounts.NONE, RequestCounts::plus);
        return batch.counting(counts);
    }
}
