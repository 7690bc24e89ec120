package farebox.metering;

import farebox.kernel.RequestId;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The name under which one call is billed, at most once.
 *
 * @param local unique within the tenant: {@code r-} and the gateway's request id, or {@code k-} and a digest of the
 *     idempotency key, so that no client can choose a name of the other kind
 */
public record EventId(TenantId tenant, String local) {
    private static final char SEPARATOR = '#';

    public static EventId of(TenantId tenant, RequestId request) {
        return new EventId(tenant, "r-" + request.value());
    }

    /** Of fixed length: SHA-256 of tenant, operation and key, none of which holds a line break. */
    public static EventId of(TenantId tenant, String operation, IdempotencyKey key) {
        String scoped = tenant.value() + '\n' + operation + '\n' + key.value();
        byte[] digest = Sha256.newDigest().digest(scoped.getBytes(StandardCharsets.UTF_8));
        return new EventId(
                tenant, "k-" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }

    /** @throws IllegalArgumentException if the text is no {@link #value()} */
    public static EventId parse(String value) {
        int end = value.indexOf(SEPARATOR);
        if (end < 0 || end == value.length() - 1) {
            throw new IllegalArgumentException("an event id is <tenant>#<id>: " + value);
        }
        return new EventId(new TenantId(value.substring(0, end)), value.substring(end + 1));
    }

    /** {@code <tenant>#<local>}, unique among all events. */
    public String value() {
        return tenant.value() + SEPARATOR + local;
    }

    @Override
    public String toString() {
        return value();
    }
}
