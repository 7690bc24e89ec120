package farebox.metering;

import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import java.util.Optional;

/** Stored answers, for retries under the same idempotency key. They are kept for a time and then forgotten. */
public interface ResponseStore {
    /**
     * @param digest of the content
     * @throws Unavailable if it is not known whether the content was stored
     */
    void put(ResponseKey key, byte[] content, Sha256 digest, Deadline deadline);

    /**
     * What was put there, unless it has been forgotten.
     *
     * @throws Unavailable if the store does not answer
     */
    Optional<byte[]> find(ResponseKey key, Deadline deadline);
}
