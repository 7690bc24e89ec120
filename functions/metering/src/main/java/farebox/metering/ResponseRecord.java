package farebox.metering;

import java.util.Map;

/**
 * An answer as it is delivered, and stored for a retry under the same idempotency key.
 *
 * @param headers lower-case names; only those that belong to the body
 */
public record ResponseRecord(int status, Map<String, String> headers, byte[] body) {
    public ResponseRecord {
        headers = Map.copyOf(headers);
    }
}
