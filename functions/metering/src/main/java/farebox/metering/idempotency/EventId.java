package farebox.metering.idempotency;

import farebox.kernel.RequestId;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The id under which something is billed, at most once.
 *
 * @param local unique within the tenant: {@code r-} and the gateway's request id, {@code k-} and a digest of the
 *     idempotency key, or {@code w-} and a digest of the name of work that no request waits for; so no client can
 *     choose an id of another kind
 */
public record EventId(TenantId tenant, String local) {
    private static final char SEPARATOR = '#';

    public static EventId ofRequest(TenantId tenant, RequestId request) {
        return new EventId(tenant, "r-" + request.value());
    }

    /** Of fixed length: SHA-256 of tenant, operation and key, none of which holds a line break. */
    public static EventId ofKey(TenantId tenant, String operation, IdempotencyKey key) {
        return new EventId(tenant, "k-" + digest(tenant.value() + '\n' + operation + '\n' + key.value()));
    }

    /** Of fixed length. */
    public static EventId ofWork(TenantId tenant, WorkName work) {
        return new EventId(tenant, "w-" + digest(tenant.value() + '\n' + work.value()));
    }

    /** @throws IllegalArgumentException if the text is not a {@link #value()} */
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

    private static String digest(String scoped) {
        byte[] digest = Sha256.newDigest().digest(scoped.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    @Override
    public String toString() {
        return value();
    }
}
