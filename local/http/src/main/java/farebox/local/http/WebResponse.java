package farebox.local.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What goes back; a header may have several values.
 *
 * @param body all of it, or what is known of a streamed one when its headers are
 * @param rest of a streamed body, sent as it comes
 */
public record WebResponse(int status, Map<String, List<String>> headers, byte[] body, Rest rest) {

    /** What follows in a streamed response. */
    @FunctionalInterface
    public interface Rest {
        /** Of a response whose body is whole. */
        Rest NONE = out -> {};

        /**
         * Called once, after the headers are sent.
         *
         * @param out sends what is written at once
         * @throws IOException if there is no more although more should come, or nobody reads it; the connection is then
         *     closed, so that the client sees that the response is not whole
         */
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    public WebResponse(int status, Map<String, List<String>> headers, byte[] body) {
        this(status, headers, body, Rest.NONE);
    }

    public static WebResponse of(int status, String contentType, byte[] body) {
        return new WebResponse(status, Map.of("content-type", List.of(contentType)), body);
    }

    public static WebResponse json(int status, String body) {
        return of(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    public static WebResponse empty(int status) {
        return new WebResponse(status, Map.of(), new byte[0]);
    }

    public boolean isStreamed() {
        return rest != Rest.NONE;
    }

    public WebResponse with(Map<String, List<String>> otherHeaders) {
        return new WebResponse(status, otherHeaders, body, rest);
    }
}
