package farebox.inference.openai;

import farebox.http.HttpResponse;
import farebox.http.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Server-sent events (HTML, 9.2), one for each chunk; the last says that there are no more. */
final class ServerSentEvents {
    private static final String CONTENT_TYPE = "text/event-stream";

    static final HttpResponse HEAD = HttpResponse.of(200, CONTENT_TYPE, new byte[0]);
    static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);

    private ServerSentEvents() {}

    static byte[] event(byte[] json) {
        return ("data: " + new String(json, StandardCharsets.UTF_8) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** All of them at once. */
    static HttpResponse response(List<Object> chunks, Json json) {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        chunks.forEach(chunk -> events.writeBytes(event(json.write(chunk))));
        events.writeBytes(DONE);
        return HttpResponse.of(200, CONTENT_TYPE, events.toByteArray());
    }
}
