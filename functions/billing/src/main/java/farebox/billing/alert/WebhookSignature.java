package farebox.billing.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhook requests as the Standard Webhooks specification 1.0 has it: HMAC-SHA256 over
 * {@code <webhook-id>.<webhook-timestamp>.<body>}, in base 64 after {@code v1,}. Since the time is signed, a request
 * that was recorded cannot be sent again later; within the tolerance, the id tells repetitions.
 */
public final class WebhookSignature {
    /** How far the time of a request may be from the receiver's. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

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

    /**
     * What a receiver does.
     *
     * @param signatures the header, which may have several with blanks between
     * @param at the header {@code webhook-timestamp}
     */
    public boolean verify(String id, Instant at, String body, String signatures, Instant now) {
        boolean fresh = Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0;
        byte[] expected = sign(id, at, body).getBytes(StandardCharsets.US_ASCII);
        return fresh
                && Arrays.stream(signatures.split(" ", -1))
                        .anyMatch(one -> MessageDigest.isEqual(expected, one.getBytes(StandardCharsets.US_ASCII)));
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
