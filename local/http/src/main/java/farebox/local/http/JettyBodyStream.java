package farebox.local.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.Trailers;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;

/** Reads Jetty's chunks one by one. */
final class JettyBodyStream implements BodyStream {
    private final Content.Source source;
    private final Map<String, String> trailers = new LinkedHashMap<>();
    private final Semaphore arrived = new Semaphore(0);
    private boolean ended;

    JettyBodyStream(Content.Source source) {
        this.source = source;
    }

    @Override
    public Optional<byte[]> next() throws IOException, InterruptedException {
        while (!ended) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(arrived::release);
                arrived.acquire();
            } else {
                byte[] bytes = take(chunk);
                if (bytes.length > 0) {
                    return Optional.of(bytes);
                }
            }
        }
        return Optional.empty();
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
