package farebox.local.http;

import farebox.kernel.ByteCount;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between Jetty's types and ours. */
final class JettyAdapter extends Handler.Abstract {
    private static final long MAX_DRAINED = 1L << 30;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Logger log = LoggerFactory.getLogger(JettyAdapter.class);
    /** What the server says by itself; a handler that passes on another server's answer may have them too. */
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "keep-alive", "transfer-encoding");

    private final WebHandler handler;
    private final ByteCount largestBody;

    JettyAdapter(WebHandler handler, ByteCount largestBody) {
        this.handler = handler;
        this.largestBody = largestBody;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        WebRequest head = read(request, new byte[0]);
        WebResponse answer = handler.streams(head)
                ? answer(head, () -> handler.answer(head, new JettyBodyStream(request)))
                : buffered(request, head);
        if (answer.isStreamed()) {
            stream(answer, response, callback);
        } else {
            write(answer, response, callback);
        }
        return true;
    }

    private WebResponse buffered(Request request, WebRequest head) {
        return switch (body(request)) {
            case Body.Whole whole -> {
                WebRequest complete = head.with(whole.bytes());
                yield answer(complete, () -> handler.answer(complete));
            }
            case Body.TooLarge ignored -> handler.tooLarge(head);
            case Body.Broken ignored -> handler.malformed(400);
        };
    }

    static void write(WebResponse webResponse, Response response, Callback callback) {
        begin(webResponse, response);
        response.write(true, ByteBuffer.wrap(webResponse.body()), callback);
    }

    /** A client that has gone away is not told what happened, and one that still reads sees the connection close. */
    private static void stream(WebResponse webResponse, Response response, Callback callback) {
        begin(webResponse, response);
        try {
            Content.Sink.write(response, false, ByteBuffer.wrap(webResponse.body()));
            webResponse.rest().writeTo(Content.Sink.asOutputStream(response));
            response.write(true, ByteBuffer.allocate(0), callback);
        } catch (IOException | RuntimeException brokenOff) {
            callback.failed(brokenOff);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        }
    }

    private static void begin(WebResponse webResponse, Response response) {
        response.setStatus(webResponse.status());
        webResponse.headers().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> response.getHeaders().add(name, value));
            }
        });
    }

    private static WebResponse answer(WebRequest request, Answer answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WebResponse.json(503, "{\"message\":\"Service Unavailable\"}");
        } catch (RuntimeException | Error bug) {
            log.atError()
                    .setCause(bug)
                    .addKeyValue("method", request.method())
                    .addKeyValue("target", request.target())
                    .log("a request failed by a bug");
            return WebResponse.json(500, "{\"message\":\"Internal server error\"}");
        }
    }

    private Body body(Request request) {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] read = in.readNBytes(Math.toIntExact(largestBody.bytes() + 1));
            if (read.length <= largestBody.bytes()) {
                return new Body.Whole(read);
            }
            drain(in);
            return new Body.TooLarge();
        } catch (IOException e) {
            // The client went away, or what it sent is no HTTP: either way no bug of ours.
            return new Body.Broken();
        }
    }

    /** A client that is still sending sees no answer, only a broken connection, unless somebody reads on. */
    private static void drain(InputStream in) throws IOException {
        byte[] thrownAway = new byte[BUFFER_BYTES];
        long left = MAX_DRAINED;
        for (int read = 0; read >= 0 && left > 0; left -= read) {
            read = in.read(thrownAway);
        }
    }

    private static WebRequest read(Request request, byte[] body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(String.valueOf(field.getValue()));
        }
        String target = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
        String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
        return new WebRequest(request.getMethod(), target, query, headers, body, Request.getRemoteAddr(request));
    }

    /** What a handler does. */
    @FunctionalInterface
    private interface Answer {
        WebResponse get() throws InterruptedException;
    }

    /** What came of reading a request's body. */
    private sealed interface Body {
        record Whole(byte[] bytes) implements Body {}

        record TooLarge() implements Body {}

        record Broken() implements Body {}
    }
}
