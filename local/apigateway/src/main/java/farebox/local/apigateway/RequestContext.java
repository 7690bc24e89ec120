package farebox.local.apigateway;

import farebox.local.template.RestApi;
import farebox.local.template.RestApi.Route;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request on its way to a function, and what is known about it by now.
 *
 * @param authorizerContext what the authorizer said; {@link AuthorizerContext#NONE} before it was asked, and where
 *     there is none
 * @param key the API key under whose plan it is counted; {@link GatewayApiKey#NONE} if no key is
 */
record RequestContext(
        IncomingRequest incomingRequest,
        RestApi api,
        RouteTable.Match match,
        AuthorizerContext authorizerContext,
        GatewayApiKey key) {
    static RequestContext begin(IncomingRequest incomingRequest, RestApi api, RouteTable.Match match) {
        return new RequestContext(incomingRequest, api, match, AuthorizerContext.NONE, GatewayApiKey.NONE);
    }

    RequestContext with(AuthorizerContext authorized) {
        return new RequestContext(incomingRequest, api, match, authorized, key);
    }

    RequestContext with(GatewayApiKey found) {
        return new RequestContext(incomingRequest, api, match, authorizerContext, found);
    }

    Route route() {
        return match.route();
    }

    /** Variables of {@code $context}. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>(incomingRequest.variables(api));
        variables.put("resourcePath", route().path());
        if (authorizerContext.isGiven()) {
            variables.put("authorizer.principalId", authorizerContext.principal());
            variables.put(
                    "authorizer.integrationLatency",
                    String.valueOf(authorizerContext.latency().toMillis()));
            authorizerContext.context().forEach((name, value) -> variables.put("authorizer." + name, value));
        }
        if (!key.equals(GatewayApiKey.NONE)) {
            variables.put("identity.apiKeyId", key.id());
        }
        return variables;
    }
}
