package farebox.local.gateway;

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
record Admission(String principal, Map<String, String> context, String usageIdentifierKey, Duration latency) {
    static final Admission NONE = new Admission("", Map.of(), "", Duration.ZERO);

    Admission {
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }

    Admission after(Duration latency) {
        return new Admission(principal, context, usageIdentifierKey, latency);
    }

    boolean isGiven() {
        return !principal.isEmpty();
    }
}
