package farebox.batch;

import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Objects of the bucket of uploads. Every method throws {@link Unavailable} if the store does not respond. */
public interface Uploads {
    /** Nothing if the object is gone or has another state than that of the ETag. Reads throw {@link IOException}. */
    Optional<InputStream> open(ObjectState object);

    /** The objects whose keys begin with the prefix, in the order of their keys; at most {@code limit}. */
    List<ObjectState> list(String prefix, int limit);

    /**
     * One state of an object.
     *
     * @param etag changes with the content
     */
    record ObjectState(String key, String etag) {}
}
