package farebox.local.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What goes back; a header may have several values. */
public record WebResponse(int status, Map<String, List<String>> headers, byte[] body) {
    public static WebResponse of(int status, String contentType, byte[] body) {
        return new WebResponse(status, Map.of("content-type", List.of(contentType)), body);
    }

    public static WebResponse json(int status, String body) {
        return of(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    public static WebResponse empty(int status) {
        return new WebResponse(status, Map.of(), new byte[0]);
    }
}
