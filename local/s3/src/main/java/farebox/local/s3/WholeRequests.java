package farebox.local.s3;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.io.Content;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/**
 * Reads a request that succeeded to its end.
 *
 * <p>S3Proxy stops at the last byte of an object; behind it, SDKs send a last chunk and a checksum. Jetty ends a
 * connection on which an answered request is still arriving, and the client, which sees its own write fail, sends the
 * object again: it is told of twice, and a conditional write finds its own first attempt.
 */
final class WholeRequests extends Handler.Wrapper {
    private WholeRequests(Handler handler) {
        super(handler);
    }

    /** Of an endpoint that has not started. */
    static void readBy(S3Proxy proxy) {
        Server server = serverOf(proxy);
        server.setHandler(new WholeRequests(server.getHandler()));
    }

    /** S3Proxy has no place to add a handler. */
    private static Server serverOf(S3Proxy proxy) {
        try {
            var server = S3Proxy.class.getDeclaredField("server");
            server.setAccessible(true);
            return (Server) server.get(proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of S3Proxy keeps its server elsewhere", e);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, response, new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                // The body of a refused request may never come: its sender may wait for the word to go on.
                if (response.getStatus() < 300) {
                    Content.Source.consumeAll(request, getCallback());
                } else {
                    super.succeeded();
                }
            }
        });
    }
}
