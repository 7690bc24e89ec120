package farebox.metering.idempotency;

import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import java.util.Optional;

/** Stored responses, for retries under the same idempotency key. They are deleted after some days. */
public interface ResponseStore {
    /**
     * @param digest of the content
     * @throws Unavailable if it is not known whether the content was stored
     */
    void put(ResponseKey key, byte[] content, Sha256 digest, Deadline deadline);

    /**
     * What was put there, unless it has been deleted.
     *
     * @throws Unavailable if the store does not respond
     */
    Optional<byte[]> find(ResponseKey key, Deadline deadline);

    /**
     * The key of a stored response. Each attempt has its own, so that none overwrites what another's event refers to.
     */
    record ResponseKey(String value) {
        public static ResponseKey of(EventId event, AttemptId attempt) {
            return new ResponseKey("answers/" + event.tenant() + "/" + event.local() + "/" + attempt.value());
        }
    }
}
