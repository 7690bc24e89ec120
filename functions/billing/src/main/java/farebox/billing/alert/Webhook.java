package farebox.billing.alert;

import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Where a tenant wants its alerts.
 *
 * @param secret what requests are signed with: {@code whsec_} and 32 bytes in base 64
 */
public record Webhook(URI url, String secret) {
    private static final String PREFIX = "whsec_";
    private static final int SECRET_BYTES = 32;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @throws InvalidRequest if the URL is not https, unless it is on this machine */
    public Webhook {
        boolean local = LOOPBACK.contains(String.valueOf(url.getHost()));
        if (url.getHost() == null || !("https".equals(url.getScheme()) || (local && "http".equals(url.getScheme())))) {
            throw new InvalidRequest("a webhook is an https URL, not '" + url + "'", "url");
        }
    }

    /** @param random must be unpredictable */
    public static Webhook create(String url, RandomGenerator random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        try {
            return new Webhook(URI.create(url), PREFIX + Base64.getEncoder().encodeToString(secret));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("a webhook is an https URL, not '" + url + "'", "url");
        }
    }

    byte[] key() {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }

    /** The webhooks of tenants. */
    public interface Webhooks {
        /** @throws Unavailable if the store does not answer */
        Optional<Webhook> find(TenantId tenant);

        /** @throws Unavailable if it is not known whether it was stored */
        void set(TenantId tenant, Webhook webhook);
    }
}
