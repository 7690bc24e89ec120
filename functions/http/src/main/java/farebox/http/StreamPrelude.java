package farebox.http;

import java.util.Map;
import java.util.function.UnaryOperator;

/** Completes the headers of a streamed response, and knows whether it has begun. */
final class StreamPrelude implements ResponseStream {
    private final ResponseStream out;
    private final UnaryOperator<HttpResponse> complete;
    private int status;
    private long bytes;

    /** @param complete adds what every response has */
    StreamPrelude(ResponseStream out, UnaryOperator<HttpResponse> complete) {
        this.out = out;
        this.complete = complete;
    }

    @Override
    public void begin(int given, Map<String, String> headers) {
        HttpResponse head = complete.apply(new HttpResponse(given, headers, new byte[0]));
        status = head.status();
        out.begin(head.status(), head.headers());
    }

    @Override
    public void write(byte[] more) {
        bytes += more.length;
        out.write(more);
    }

    boolean hasBegun() {
        return status != 0;
    }

    int status() {
        return status;
    }

    long bytes() {
        return bytes;
    }
}
