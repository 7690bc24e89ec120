package farebox.local.apigateway;

import java.time.Instant;
import java.util.Set;

/**
 * An API key of API Gateway: what a usage plan counts by, and no secret of a caller.
 *
 * @param plans ids of the usage plans it belongs to
 */
public record GatewayApiKey(String id, String name, String value, boolean enabled, Instant created, Set<String> plans) {
    static final GatewayApiKey NONE = new GatewayApiKey("", "", "", false, Instant.EPOCH, Set.of());

    public GatewayApiKey {
        plans = Set.copyOf(plans);
    }
}
