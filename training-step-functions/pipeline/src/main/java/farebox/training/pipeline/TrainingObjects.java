package farebox.training.pipeline;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * The objects that trainings read and write. Every method throws {@link farebox.kernel.Unavailable} if the store does
 * not answer.
 */
public interface TrainingObjects {
    /** The newest state of an object. */
    Optional<SourceObject> find(String bucket, String key);

    /**
     * Reads an object in that state, or as it is now where it has no versions.
     *
     * @return empty if the object is gone or has another state
     */
    <T> Optional<T> read(SourceObject object, Function<InputStream, T> reader);

    /**
     * Copies an object in that state.
     *
     * @return false if the object is gone or has another state
     */
    boolean copy(SourceObject from, String bucket, String key);

    void write(String bucket, String key, byte[] content);
}
