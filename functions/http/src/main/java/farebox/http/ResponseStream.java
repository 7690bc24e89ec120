package farebox.http;

import java.util.Map;

/** Takes a response piece by piece. What it is given is sent at once, and cannot be taken back. */
public interface ResponseStream {
    /**
     * Once, before anything else.
     *
     * @param headers lower-case names, {@code content-type} among them
     * @throws java.io.UncheckedIOException if there is no way to the client any more
     */
    void begin(int status, Map<String, String> headers);

    /**
     * The next bytes of the body.
     *
     * @throws java.io.UncheckedIOException if there is no way to the client any more
     */
    void write(byte[] bytes);

    /**
     * As {@link #write}; nothing follows, and whoever waits for the end learns of it at once.
     *
     * @throws java.io.UncheckedIOException if there is no way to the client any more
     */
    default void writeLast(byte[] bytes) {
        write(bytes);
    }
}
