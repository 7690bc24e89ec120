package farebox.local.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.Trailers;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;

/** Reads what has arrived of a body, however many chunks it came in. */
final class JettyBodyStream implements BodyStream {
    /** About so many at a time, so that a long body is passed on while it comes. */
    private static final int MAX_BYTES = 1 << 16;

    private final Content.Source source;
    private final Map<String, String> trailers = new LinkedHashMap<>();
    private final Semaphore arrived = new Semaphore(0);
    private boolean ended;

    JettyBodyStream(Content.Source source) {
        this.source = source;
    }

    @Override
    public Optional<byte[]> next() throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!ended && bytes.size() < MAX_BYTES) {
            Content.Chunk chunk = source.read();
            boolean more = chunk != null && !Content.Chunk.isFailure(chunk);
            if (bytes.size() > 0 && !more) {
                break; // A failure is there at the next read, too.
            }
            if (chunk == null) {
                source.demand(arrived::release);
                arrived.acquire();
            } else {
                bytes.writeBytes(take(chunk));
            }
        }
        return bytes.size() > 0 ? Optional.of(bytes.toByteArray()) : Optional.empty();
    }

    @Override
    public Map<String, String> trailers() {
        return Map.copyOf(trailers);
    }

    private byte[] take(Content.Chunk chunk) throws IOException {
        if (Content.Chunk.isFailure(chunk)) {
            throw new IOException("the body broke off", chunk.getFailure());
        }
        if (chunk instanceof Trailers last) {
            last.getTrailers()
                    .forEach(field ->
                            trailers.put(field.getName().toLowerCase(Locale.ROOT), String.valueOf(field.getValue())));
        }
        ended = chunk.isLast();
        byte[] bytes = BufferUtil.toArray(chunk.getByteBuffer());
        chunk.release();
        return bytes;
    }
}
