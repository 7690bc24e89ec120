package farebox.models.registry;

import farebox.kernel.ByteCount;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Unavailable;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Named bytes with conditional writes. Every method throws {@link Unavailable} if the store does not answer or refuses
 * access.
 */
public interface ObjectStore {
    Optional<StoredObject> head(ObjectKey key);

    /**
     * A small object, whole.
     *
     * @throws DataCorrupted if it is larger than the limit
     */
    ReadResult read(ObjectKey key, ByteCount limit);

    /**
     * An object as it is at this moment, with its first bytes.
     *
     * @param length of these bytes; fewer come of a shorter object
     * @return empty if there is no such object
     */
    Optional<FirstRange> first(ObjectKey key, ByteCount length);

    /**
     * A part of an object, if it still has that tag.
     *
     * @param from the first byte, counted from 0
     */
    RangeReadResult range(ObjectKey key, ETag tag, long from, ByteCount length);

    /** Writes an object that must not be there yet; false if it is. */
    boolean create(ObjectKey key, byte[] content);

    /** Writes a file as an object that must not be there yet; false if it is. */
    boolean create(ObjectKey key, Path content);

    /** Writes over an object that must still have that tag; false if it does not. */
    boolean replace(ObjectKey key, ETag expected, byte[] content);

    /** Every key after a prefix that ends in {@code /}, in order. */
    List<ObjectKey> keys(ObjectKey prefix);

    /** Does nothing if there is no such object. */
    void delete(ObjectKey key);

    /** The next path segments after a prefix that ends in {@code /} and that have something below them, in order. */
    List<String> folders(ObjectKey prefix);

    /** An object as it is at this moment, without its bytes. */
    record StoredObject(ETag tag, ByteCount size) {}

    /** @param stream the object's first bytes, to be closed by the reader; it may end early or fail */
    record FirstRange(StoredObject object, InputStream stream) {}

    /** What came of asking for a range of one state of an object. */
    sealed interface RangeReadResult {
        /** @param stream the bytes asked for, to be closed by the reader; it may end early or fail */
        record Body(InputStream stream) implements RangeReadResult {}

        /** The object is no longer in the state that was asked for, or is gone. */
        record Changed() implements RangeReadResult {}
    }
}
