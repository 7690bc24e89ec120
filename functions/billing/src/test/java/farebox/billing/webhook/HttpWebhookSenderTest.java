package farebox.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import farebox.billing.alert.AlertDelivery;
import farebox.billing.alert.AlertDelivery.Channel;
import farebox.billing.alert.AlertDelivery.State;
import farebox.billing.alert.InMemoryAlerts;
import farebox.billing.alert.Webhook;
import farebox.billing.alert.WebhookSignature;
import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpWebhookSenderTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-08-20T12:00:00.500Z");
    private static final Instant SIGNED_AT = Instant.parse("2026-08-20T12:00:00Z");
    private static final AlertDelivery DELIVERY = new AlertDelivery(
            "acme.calls-day.x.80", ACME, Channel.WEBHOOK, "{\"percent\":80}", NOW, 0, NOW, State.PENDING, "");

    private final InMemoryAlerts webhooks = new InMemoryAlerts();
    private final HttpWebhookSender sender = new HttpWebhookSender(webhooks, Duration.ofMillis(300));
    private HttpServer server;
    private int status = 204;
    private boolean silent;
    private String id = "";
    private String timestamp = "";
    private String signature = "";
    private String body = "";

    @BeforeEach
    void receive() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        webhooks.set(
                ACME, Webhook.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook", new Random(1)));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRequest_isSignedWithItsTime() {
        assertThat(sender.send(DELIVERY, NOW)).isEmpty();

        assertThat(body).isEqualTo(DELIVERY.body());
        assertThat(id).isEqualTo(DELIVERY.id());
        assertThat(timestamp).isEqualTo(Long.toString(NOW.getEpochSecond()));
        assertThat(isSigned(body, SIGNED_AT)).isTrue();
    }

    @Test
    void aRequestWhoseBodyTimeOrIdIsChanged_hasAnotherSignature() {
        sender.send(DELIVERY, NOW);

        assertThat(isSigned(body + " ", SIGNED_AT)).isFalse();
        assertThat(isSigned(body, SIGNED_AT.plusSeconds(1))).isFalse();
        id = id + "x";
        assertThat(isSigned(body, SIGNED_AT)).isFalse();
    }

    @Test
    void theExampleOfTheSpecification_isSignedAsItSays() {
        Webhook webhook =
                new Webhook(java.net.URI.create("https://example.com"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(new WebhookSignature(webhook)
                        .sign(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                Instant.ofEpochSecond(1614265330),
                                "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 404, 302})
    void anyOtherStatus_isAReason(int other) {
        status = other;

        assertThat(sender.send(DELIVERY, NOW)).contains("status " + other);
    }

    @Test
    void aReceiverThatTimesOut_isAReason() {
        silent = true;

        assertThat(sender.send(DELIVERY, NOW)).contains("HttpTimeoutException");
    }

    @Test
    void aReceiverThatIsNotThere_isAReason() {
        server.stop(0);

        assertThat(sender.send(DELIVERY, NOW)).contains("ConnectException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/hook", "ftp://example.com", "nonsense", "https://", "http://a b"})
    void aWebhook_isAnHttpsUrl(String url) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> Webhook.create(url, new Random(1)))
                .withMessageContaining("https");
    }

    private boolean isSigned(String received, Instant at) {
        Webhook webhook = webhooks.find(ACME).orElseThrow();
        return signature.equals(new WebhookSignature(webhook).sign(id, at, received));
    }

    private void handle(HttpExchange exchange) throws IOException {
        id = exchange.getRequestHeaders().getFirst("webhook-id");
        timestamp = exchange.getRequestHeaders().getFirst("webhook-timestamp");
        signature = exchange.getRequestHeaders().getFirst("webhook-signature");
        body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!silent) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }
}
