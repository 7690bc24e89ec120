package farebox.models.registry;

/** What came of reading a small object. */
public sealed interface Reading {
    /** @param content never changed after construction */
    record Found(byte[] content, ETag tag) implements Reading {}

    /** It still has the tag that the reader knows. */
    record Unchanged() implements Reading {}

    record Missing() implements Reading {}
}
