package farebox.billing.webhook;

import farebox.billing.alert.AlertDelivery;
import farebox.billing.alert.DeliverAlerts;
import farebox.billing.alert.Webhook;
import farebox.billing.alert.Webhook.Webhooks;
import farebox.billing.alert.WebhookSignature;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Posts alerts to tenants' webhooks, signed; any status of 200 to 299 within ten seconds means that it arrived. */
public final class HttpWebhookSender implements DeliverAlerts.Sender {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Webhooks webhooks;
    private final Duration timeout;
    private final HttpClient http;

    public HttpWebhookSender(Webhooks webhooks) {
        this(webhooks, TIMEOUT);
    }

    HttpWebhookSender(Webhooks webhooks, Duration timeout) {
        this.webhooks = webhooks;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Optional<String> send(AlertDelivery delivery, Instant at) {
        return webhooks.find(delivery.tenant())
                .map(webhook -> post(delivery, webhook, at))
                .orElse(Optional.of("the tenant has no webhook any more"));
    }

    private Optional<String> post(AlertDelivery delivery, Webhook webhook, Instant at) {
        try {
            int status = http.send(request(delivery, webhook, at), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status >= 200 && status < 300 ? Optional.empty() : Optional.of("status " + status);
        } catch (IOException e) {
            return Optional.of(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private HttpRequest request(AlertDelivery delivery, Webhook webhook, Instant at) {
        return HttpRequest.newBuilder(webhook.url())
                .timeout(timeout)
                .header("content-type", "application/json")
                .header("webhook-id", delivery.id())
                .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .header("webhook-signature", new WebhookSignature(webhook).sign(delivery.id(), at, delivery.body()))
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
                .build();
    }
}
