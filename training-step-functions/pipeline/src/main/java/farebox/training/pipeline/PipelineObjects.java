package farebox.training.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The objects of one bucket that trainings read. Every method throws {@link farebox.kernel.Unavailable} if the store
 * does not answer.
 */
public interface PipelineObjects {
    /** The name of the bucket. */
    String bucket();

    /** The newest state of an object. */
    Optional<SourceObject> find(String key);

    /**
     * Reads an object in that state, or as it is now where it has no versions.
     *
     * @return empty if the object is gone or has another state
     */
    <T> Optional<T> read(SourceObject object, Function<InputStream, T> reader);

    /** Reads the first bytes of an object, so many at most. */
    static Function<InputStream, byte[]> firstBytes(int limit) {
        return in -> {
            try {
                return in.readNBytes(limit);
            } catch (IOException e) {
                throw new UncheckedIOException("an object cannot be read", e);
            }
        };
    }

    /** What tenants upload. */
    interface Uploads extends PipelineObjects {
        /**
         * Copies an object in that state into another bucket.
         *
         * @return false if the object is gone or has another state
         */
        boolean copy(SourceObject from, String bucket, String key);

        /** The keys that begin with a prefix, in order. */
        List<String> keys(String prefix);
    }

    /** The folders of runs. */
    interface RunFolders extends PipelineObjects {
        void write(String key, byte[] content);
    }
}
