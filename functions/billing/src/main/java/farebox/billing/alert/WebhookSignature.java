package farebox.billing.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhook requests as the Standard Webhooks specification 1.0 has it: HMAC-SHA256 over
 * {@code <webhook-id>.<webhook-timestamp>.<body>}, in base 64 after {@code v1,}. Since the time is signed, a request
 * that was recorded cannot be sent again later; within the five minutes that a receiver allows, the id tells
 * repetitions.
 */
public final class WebhookSignature {
    private static final String VERSION = "v1,";
    private static final String ALGORITHM = "HmacSHA256";

    private final Webhook webhook;

    public WebhookSignature(Webhook webhook) {
        this.webhook = webhook;
    }

    /** The value of the header {@code webhook-signature}. */
    public String sign(String id, Instant at, String body) {
        String signed = id + "." + at.getEpochSecond() + "." + body;
        return VERSION + Base64.getEncoder().encodeToString(hmac(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] hmac(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(webhook.key(), ALGORITHM));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
