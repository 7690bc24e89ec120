package farebox.local.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * @param target the path as it was sent, not decoded
 * @param query as it was sent, without the question mark; empty if there is none
 * @param headers lower-case names
 */
public record WebRequest(
        String method, String target, String query, Map<String, List<String>> headers, byte[] body, String sourceIp) {
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    WebRequest with(byte[] otherBody) {
        return new WebRequest(method, target, query, headers, otherBody, sourceIp);
    }
}
