package farebox.access.lambda;

import farebox.access.AuthenticateKey.Result;
import farebox.http.Authenticator;
import farebox.http.ErrorBodies;
import farebox.http.ErrorBodies.ErrorBody;
import farebox.http.RateLimit;
import farebox.kernel.Caller;
import farebox.kernel.Unauthenticated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The authorizer's response to API Gateway. It is a plain map because the events library's own class has no
 * {@code usageIdentifierKey}, and because a denial must leave that name out rather than set it to null.
 */
final class AuthorizerResponses {
    /** For the access log; the gateway requires one even of a denial. */
    private static final String ANONYMOUS = "anonymous";

    private final ErrorBodies errorBodies;
    private final Map<String, RateLimit> limits;

    /** @param limits by plan */
    AuthorizerResponses(ErrorBodies errorBodies, Map<String, RateLimit> limits) {
        this.errorBodies = errorBodies;
        this.limits = Map.copyOf(limits);
    }

    Map<String, Object> of(AuthorizerRequest request, Result result) {
        return switch (result) {
            case Result.Accepted accepted ->
                Map.of(
                        "principalId", accepted.caller().tenant().value(),
                        "policyDocument", policy("Allow", request),
                        "context", context(accepted.caller(), request),
                        "usageIdentifierKey", accepted.usageKey().value());
            case Result.Rejected rejected ->
                Map.of(
                        "principalId", ANONYMOUS,
                        "policyDocument", policy("Deny", request),
                        "context", denial(request));
        };
    }

    /** Who calls and the limit of the plan, for the function; and how errors look on this path, for the gateway. */
    private Map<String, String> context(Caller caller, AuthorizerRequest request) {
        Map<String, String> context = new LinkedHashMap<>(Authenticator.context(caller));
        Optional.ofNullable(limits.get(caller.plan().value())).ifPresent(limit -> context.putAll(limit.context()));
        context.putAll(errorBodies.gatewayContext(request.getPath()));
        // For the access log: a response to such a request may be that of an earlier one, without an event of its own.
        if (request.hasHeader("idempotency-key")) {
            context.put("idempotent", "true");
        }
        return context;
    }

    /** The gateway returns this text as the body, since no function is called. */
    private Map<String, String> denial(AuthorizerRequest request) {
        ErrorBody error = errorBodies.bodyFor(request.getPath(), new Unauthenticated(Authenticator.INVALID_API_KEY));
        return Map.of("deniedType", error.contentType(), "deniedBody", error.body());
    }

    private static Map<String, Object> policy(String effect, AuthorizerRequest request) {
        return Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(Map.of(
                        "Action",
                        "execute-api:Invoke",
                        "Effect",
                        effect,
                        "Resource",
                        everything(request.getMethodArn()))));
    }

    /**
     * All methods of the stage: scopes are checked by the functions, and a policy for one method would deny the next
     * one if the gateway's cache were ever switched on.
     *
     * @param methodArn {@code arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>}
     */
    private static String everything(String methodArn) {
        String[] parts = methodArn.split("/", -1);
        return parts[0] + "/" + parts[1] + "/*/*";
    }
}
