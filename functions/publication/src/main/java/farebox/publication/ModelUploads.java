package farebox.publication;

import farebox.kernel.ByteCount;
import farebox.kernel.Unavailable;
import java.nio.file.Path;
import java.util.Optional;

/** The bucket that tenants upload to. Every method throws {@link Unavailable} if it does not answer. */
public interface ModelUploads {
    String bucket();

    /** The newest state of an object; empty if there is none. */
    Optional<UploadedObject> find(String key);

    /**
     * Copies exactly that state to a file that is not there yet.
     *
     * @return false if the object is not in that state any more
     */
    boolean fetch(UploadedObject object, Path file);

    /** The first bytes of the newest state of a small object; empty if there is none. */
    Optional<byte[]> read(String key, ByteCount limit);

    /** Writes over what is there. */
    void put(String key, byte[] content);

    /** Does nothing if there is no such object. */
    void delete(String key);

    /**
     * One state of an object.
     *
     * @param version of a bucket with versions; empty for one without
     * @param etag changes whenever the bytes do
     */
    record UploadedObject(String key, String version, String etag, ByteCount size) {}
}
