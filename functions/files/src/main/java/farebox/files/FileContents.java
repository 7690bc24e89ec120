package farebox.files;

import farebox.kernel.ByteCount;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Objects by key. Every method throws {@link Unavailable} if the store does not respond. */
public interface FileContents {
    /** Stores all that is written, or nothing if the writer fails. Needs little memory, however much is written. */
    ByteCount put(String key, Writer writer);

    /** To be closed by the caller; its reads throw {@link IOException}. */
    Optional<InputStream> open(String key);

    /** Does nothing if there is no such object. */
    void delete(String key);

    /** A URL under which the object can be downloaded for a while. */
    URI downloadUrl(String key, String filename, Duration lifetime);

    /** A URL to which exactly that content can be uploaded for a while. */
    SignedUpload uploadUrl(String key, ByteCount size, Sha256 digest, Duration lifetime);

    /** Writes an object's content. */
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @param headers that a request of {@code PUT} to the URL needs */
    record SignedUpload(URI url, Map<String, String> headers) {
        public SignedUpload {
            headers = Map.copyOf(headers);
        }
    }
}
