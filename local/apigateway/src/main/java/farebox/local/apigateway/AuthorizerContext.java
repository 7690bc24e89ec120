package farebox.local.apigateway;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an authorizer said of a caller.
 *
 * @param principal empty before it was asked, and where there is none
 * @param context in the order it gave it; API Gateway makes text of numbers and truth values
 * @param usageIdentifierKey the value of an API key; empty if it named none
 * @param latency how long it took
 */
record AuthorizerContext(String principal, Map<String, String> context, String usageIdentifierKey, Duration latency) {
    static final AuthorizerContext NONE = new AuthorizerContext("", Map.of(), "", Duration.ZERO);

    AuthorizerContext {
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }

    AuthorizerContext after(Duration latency) {
        return new AuthorizerContext(principal, context, usageIdentifierKey, latency);
    }

    boolean isGiven() {
        return !principal.isEmpty();
    }
}
