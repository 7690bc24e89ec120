package farebox.local.http;

import farebox.kernel.ByteCount;
import java.net.BindException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTP/1.1 server on loopback. */
public final class WebServer implements AutoCloseable {
    private static final int CARRIER_THREADS = 64;
    private static final int BACKLOG = 4096;

    /** Of a response's first buffer, which grows if need be: each connection has one, zeroed for every response. */
    private static final int RESPONSE_HEADER_BYTES = 16 * 1024;

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
        QueuedThreadPool threads = new QueuedThreadPool(CARRIER_THREADS);
        threads.setName(name);
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor(name + "-"));
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Model ids with an escaped slash must arrive as they were sent.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setRequestHeaderSize(Math.toIntExact(limits.headers().bytes()));
        http.setResponseHeaderSize(RESPONSE_HEADER_BYTES);
        http.setMaxResponseHeaderSize(
                Math.max(RESPONSE_HEADER_BYTES, Math.toIntExact(limits.headers().bytes())));
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        connector.setAcceptQueueSize(BACKLOG);
        // A function that waits for its next event may wait for hours.
        connector.setIdleTimeout(0);
        server.addConnector(connector);
        server.setHandler(new JettyAdapter(handler, limits.body()));
        server.setErrorHandler(new JettyErrors(handler));
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
}
