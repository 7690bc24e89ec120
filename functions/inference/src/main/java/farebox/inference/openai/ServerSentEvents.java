package farebox.inference.openai;

import farebox.http.HttpResponse;
import farebox.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Server-sent events (HTML, 9.2), one for each chunk; the last says that there are no more. */
final class ServerSentEvents {
    static final HttpResponse HEAD = HttpResponse.of(200, "text/event-stream", new byte[0]);
    static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);

    private ServerSentEvents() {}

    static byte[] event(byte[] json) {
        return ("data: " + new String(json, StandardCharsets.UTF_8) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** All of them at once. */
    static HttpResponse response(List<Object> chunks, Json json) {
        StringBuilder events = new StringBuilder();
        chunks.forEach(chunk -> events.append(new String(event(json.write(chunk)), StandardCharsets.UTF_8)));
        events.append(new String(DONE, StandardCharsets.UTF_8));
        return HttpResponse.of(200, "text/event-stream", events.toString().getBytes(StandardCharsets.UTF_8));
    }
}
