package farebox.aws;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

/**
 * TLS with the HTTP client's own checks, made for the first connection that needs it. The SDK makes it with each client
 * and reads every certificate of the platform for it, which takes 55 ms of a start even where no endpoint has TLS.
 */
final class TlsOnDemand implements TlsSocketStrategy {
    /** For all clients, with the certificates of the platform. */
    static final TlsOnDemand PLATFORM = new TlsOnDemand(SSLContexts::createDefault);

    private final Supplier<SSLContext> certificates;

    /** Null until the first connection. */
    private volatile @Nullable TlsSocketStrategy strategy;

    /** @param certificates asked for once, or twice if two first connections meet */
    TlsOnDemand(Supplier<SSLContext> certificates) {
        this.certificates = certificates;
    }

    @Override
    public SSLSocket upgrade(Socket socket, String host, int port, @Nullable Object attachment, HttpContext context)
            throws IOException {
        return strategy().upgrade(socket, host, port, attachment, context);
    }

    private TlsSocketStrategy strategy() {
        TlsSocketStrategy made = strategy;
        if (made == null) {
            made = new DefaultClientTlsStrategy(certificates.get());
            strategy = made;
        }
        return made;
    }
}
