package farebox.batch;

import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Batches as they are stored. Every method throws {@link Unavailable} if the store does not respond. */
public interface BatchRecords {
    /** @return false, and nothing is stored, if there is one of that id */
    boolean add(Batch batch);

    /** With the counts of the chunks that are done. */
    Optional<Batch> find(TenantId tenant, BatchId id);

    /** @return false, and nothing is stored, if the batch has another status than this by now */
    boolean replace(Batch changed, BatchStatus expected);

    /** Notes that a chunk is done; repeating it changes nothing. */
    void chunkDone(Batch batch, int chunk, RequestCounts counts);

    /** The chunks that are done. */
    Set<Integer> doneChunks(TenantId tenant, BatchId id);

    /** Those that were made over the API, newest first; at most {@code limit}. */
    List<Batch> list(TenantId tenant, Optional<BatchId> after, int limit);

    /**
     * Notes whose state of an uploaded object is the newest, unless a newer one is noted already; repeating it changes
     * nothing.
     *
     * @param key of the object
     */
    void noteUpload(Batch batch, String key, Sequencer sequencer);

    /** The batch of the newest state of an uploaded object that is noted. */
    Optional<BatchId> newestOf(TenantId tenant, String key);
}
