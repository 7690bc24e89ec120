package farebox.metering.idempotency;

import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.IdempotencyMismatch;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import farebox.metering.idempotency.ResponseStore.ResponseKey;

/** Stores responses for retries and reads them back, unchanged or not at all. */
public final class StoredResponses<R> {
    private final ResponseStore store;
    private final ResponseCodec<R> codec;

    public StoredResponses(ResponseStore store, ResponseCodec<R> codec) {
        this.store = store;
        this.codec = codec;
    }

    /**
     * @return the digest of what is stored
     * @throws Unavailable if it is not known whether the response was stored
     */
    public Sha256 put(EventId event, AttemptId attempt, R response, Deadline deadline) {
        byte[] content = codec.encode(response);
        Sha256 digest = Sha256.of(content);
        store.put(ResponseKey.of(event, attempt), content, digest, deadline);
        return digest;
    }

    /**
     * The response that the event's record refers to.
     *
     * @throws IdempotencyMismatch if there is none any more
     * @throws DataCorrupted if it is not what was stored
     */
    public R get(EventId event, IdempotencyRecord idempotency, Deadline deadline) {
        Sha256 digest = idempotency.response().orElseThrow(StoredResponses::deleted);
        byte[] content = store.find(ResponseKey.of(event, idempotency.attempt()), deadline)
                .orElseThrow(StoredResponses::deleted);
        if (!digest.equals(Sha256.of(content))) {
            throw new DataCorrupted(
                    "the stored response to this Idempotency-Key is damaged; a new request needs a new key");
        }
        return codec.decode(content);
    }

    private static IdempotencyMismatch deleted() {
        return new IdempotencyMismatch("the response to this Idempotency-Key is no longer stored; the request was"
                + " billed once, and a new request needs a new key");
    }
}
