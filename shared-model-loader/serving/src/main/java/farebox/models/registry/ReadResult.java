package farebox.models.registry;

/** What came of reading a small object. */
public sealed interface ReadResult {
    /** @param content never changed after construction */
    record Found(byte[] content, ETag tag) implements ReadResult {}

    record Missing() implements ReadResult {}
}
