package farebox.local.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What goes back; a header may have several values. */
public record WebAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    public static WebAnswer of(int status, String contentType, byte[] body) {
        return new WebAnswer(status, Map.of("content-type", List.of(contentType)), body);
    }

    public static WebAnswer json(int status, String body) {
        return of(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    public static WebAnswer empty(int status) {
        return new WebAnswer(status, Map.of(), new byte[0]);
    }
}
