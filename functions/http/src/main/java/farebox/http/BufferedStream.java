package farebox.http;

import java.io.ByteArrayOutputStream;
import java.util.Map;

/** Keeps a streamed response until it is whole, for a transport that cannot stream. */
final class BufferedStream implements ResponseStream {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private HttpResponse head = new HttpResponse(204, Map.of(), new byte[0]);

    @Override
    public void begin(int status, Map<String, String> headers) {
        head = new HttpResponse(status, headers, new byte[0]);
    }

    @Override
    public void write(byte[] bytes) {
        body.writeBytes(bytes);
    }

    HttpResponse response() {
        return head.with(body.toByteArray());
    }
}
