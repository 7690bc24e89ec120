package farebox.local.http;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A request's body as it arrives. */
public interface BodyStream {
    /**
     * Waits for the next bytes.
     *
     * @return empty at the end
     * @throws IOException if the client closes the connection before the end
     */
    Optional<byte[]> next() throws IOException, InterruptedException;

    /** The trailer fields (RFC 9112, 7.1.2) by lower-case name; empty before the end. */
    Map<String, String> trailers();
}
