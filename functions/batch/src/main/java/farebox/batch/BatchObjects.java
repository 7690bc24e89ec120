package farebox.batch;

import farebox.files.FileContents;
import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Objects that the tasks of a batch leave for each other, and results of uploads. Every method throws
 * {@link Unavailable} if the store does not respond.
 */
public interface BatchObjects {
    /** Stores all that is written, or nothing if the writer fails. */
    void put(String key, FileContents.Writer writer);

    /** To be closed by the caller; its reads throw {@link IOException}. */
    Optional<InputStream> open(String key);
}
