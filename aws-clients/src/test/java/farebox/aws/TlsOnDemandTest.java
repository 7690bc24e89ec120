package farebox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server whose certificate nobody has signed, for the name localhost. */
final class TlsOnDemandTest {
    private static final String PASSWORD = "changeit";

    private final AtomicInteger asked = new AtomicInteger();
    private final SSLContext both;
    private final SSLServerSocket server;
    private final TlsOnDemand trusting;

    TlsOnDemandTest(@TempDir Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        this.both = serverAndItsClient(folder.resolve("keys"));
        this.server = (SSLServerSocket)
                both.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.trusting = new TlsOnDemand(() -> {
            asked.incrementAndGet();
            return both;
        });
    }

    @BeforeEach
    void serve() {
        Thread.ofVirtual().start(this::shakeHands);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void upgrade_asksForCertificatesWithItsFirstConnection() throws IOException {
        assertThat(asked).hasValue(0);

        try (SSLSocket first = connect(trusting, "localhost")) {
            assertThat(first.getSession().isValid()).isTrue();
        }
        try (SSLSocket second = connect(trusting, "localhost")) {
            assertThat(second.getSession().isValid()).isTrue();
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void upgrade_toAServerOfAnotherName_isRefused() {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(
                        () -> connect(trusting, "s3.us-east-1.amazonaws.com").close());
    }

    @Test
    void upgrade_toAServerThatThePlatformDoesNotTrust_isRefused() {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> connect(TlsOnDemand.PLATFORM, "localhost").close());
    }

    private SSLSocket connect(TlsOnDemand tlsOnDemand, String host) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        return tlsOnDemand.upgrade(plain, host, server.getLocalPort(), null, HttpClientContext.create());
    }

    private void shakeHands() {
        try {
            while (true) {
                SSLSocket accepted = (SSLSocket) server.accept();
                accepted.startHandshake();
            }
        } catch (IOException e) {
            // The client has refused, or the test is over.
            Thread.currentThread().interrupt();
        }
    }

    private static SSLContext serverAndItsClient(Path file)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String arguments = " -genkeypair -alias server -keyalg EC -dname CN=localhost -storetype PKCS12 -storepass ";
        new ProcessBuilder((keytool + arguments + PASSWORD + " -keystore " + file).split(" ", -1))
                .start()
                .waitFor();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory server = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        server.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory client = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        client.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(server.getKeyManagers(), client.getTrustManagers(), null);
        return context;
    }
}
