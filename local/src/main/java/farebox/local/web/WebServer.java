package farebox.local.web;

import farebox.kernel.ByteCount;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTP/1.1 server on loopback. */
public final class WebServer implements AutoCloseable {
    private static final long MOST_DRAINED = 1L << 30;
    private static final int DRAINED_AT_ONCE = 1 << 16;
    private static final int CARRIERS = 64;
    private static final String LOOPBACK = "127.0.0.1";

    private final Server server;
    private final ServerConnector connector;

    private WebServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * @param port 0 for any free one
     * @param largestBody a longer request body is answered 413
     * @throws BindException if the port is taken
     */
    public static WebServer start(String name, int port, ByteCount largestBody, WebHandler handler)
            throws BindException {
        return start(name, port, WebLimits.ofBody(largestBody), handler);
    }

    /** @throws BindException if the port is taken */
    public static WebServer start(String name, int port, WebLimits limits, WebHandler handler) throws BindException {
        QueuedThreadPool threads = new QueuedThreadPool(CARRIERS);
        threads.setName(name);
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor(name + "-"));
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Model ids with an escaped slash must arrive as they were sent.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setRequestHeaderSize(Math.toIntExact(limits.headers().bytes()));
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        connector.setAcceptQueueSize(4096);
        server.addConnector(connector);
        server.setHandler(new Bridge(handler, limits.body()));
        start(server);
        return new WebServer(server, connector);
    }

    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.setStopTimeout(0);
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server on port " + port() + " did not stop", e);
        }
    }

    private static void start(Server server) throws BindException {
        try {
            server.start();
        } catch (Exception e) {
            if (e instanceof BindException taken) {
                throw taken;
            }
            if (e.getCause() instanceof BindException taken) {
                throw taken;
            }
            throw new IllegalStateException("the HTTP server did not start", e);
        }
    }

    /** Between Jetty's types and ours. */
    private static final class Bridge extends Handler.Abstract {
        private final WebHandler handler;
        private final ByteCount largestBody;

        Bridge(WebHandler handler, ByteCount largestBody) {
            this.handler = handler;
            this.largestBody = largestBody;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws InterruptedException {
            Optional<byte[]> body = body(request);
            WebAnswer answer = body.isPresent()
                    ? handler.answer(read(request, body.get()))
                    : handler.tooLarge(read(request, new byte[0]));
            response.setStatus(answer.status());
            answer.headers()
                    .forEach((name, values) ->
                            values.forEach(value -> response.getHeaders().add(name, value)));
            response.write(true, ByteBuffer.wrap(answer.body()), callback);
            return true;
        }

        private Optional<byte[]> body(Request request) {
            try (InputStream in = Content.Source.asInputStream(request)) {
                byte[] read = in.readNBytes(Math.toIntExact(largestBody.bytes() + 1));
                if (read.length <= largestBody.bytes()) {
                    return Optional.of(read);
                }
                drain(in);
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException("the request's body broke off", e);
            }
        }

        /** A client that is still sending sees no answer, only a broken connection, unless somebody reads on. */
        private static void drain(InputStream in) throws IOException {
            byte[] thrownAway = new byte[DRAINED_AT_ONCE];
            long left = MOST_DRAINED;
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
    }
}
