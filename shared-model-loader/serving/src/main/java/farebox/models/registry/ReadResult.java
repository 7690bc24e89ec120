package farebox.models.registry;

import java.time.Instant;

/** What came of reading a small object. */
public sealed interface ReadResult {
    /**
     * @param content never changed after construction
     * @param modified when it was written, by the store's clock
     */
    record Found(byte[] content, ETag tag, Instant modified) implements ReadResult {}

    record Missing() implements ReadResult {}
}
