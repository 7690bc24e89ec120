package farebox.local.sagemaker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Port: objects in S3. Each method throws an {@link IOException} that says which object could not be read or written.
 */
public interface TrainingObjectStore {
    /** The keys that begin with {@code prefix}. */
    List<String> list(String bucket, String prefix) throws IOException;

    /** Writes the object to a file whose folder exists. */
    void download(String bucket, String key, Path file) throws IOException;

    void upload(Path file, String bucket, String key) throws IOException;
}
