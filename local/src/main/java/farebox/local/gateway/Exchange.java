package farebox.local.gateway;

import farebox.local.template.RestApi;
import farebox.local.template.RestApi.Route;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request on its way to a function, and what is known about it by now.
 *
 * @param admission what the authorizer said; {@link Admission#NONE} before it was asked, and where there is none
 * @param key the API key under whose plan it is counted; {@link ApiKey#NONE} if no key is
 */
record Exchange(Arrival arrival, RestApi api, RouteTable.Match match, Admission admission, ApiKey key) {
    static Exchange begin(Arrival arrival, RestApi api, RouteTable.Match match) {
        return new Exchange(arrival, api, match, Admission.NONE, ApiKey.NONE);
    }

    Exchange with(Admission said) {
        return new Exchange(arrival, api, match, said, key);
    }

    Exchange with(ApiKey found) {
        return new Exchange(arrival, api, match, admission, found);
    }

    Route route() {
        return match.route();
    }

    /** Variables of {@code $context}. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>(arrival.variables(api));
        variables.put("resourcePath", route().path());
        if (admission.isGiven()) {
            variables.put("authorizer.principalId", admission.principal());
            variables.put(
                    "authorizer.integrationLatency",
                    String.valueOf(admission.latency().toMillis()));
            admission.context().forEach((name, value) -> variables.put("authorizer." + name, value));
        }
        if (!key.equals(ApiKey.NONE)) {
            variables.put("identity.apiKeyId", key.id());
        }
        return variables;
    }
}
