package farebox.access.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import farebox.access.AuthenticateKey.Result;
import farebox.http.Authenticator;
import farebox.http.ErrorBodies;
import farebox.kernel.Unauthenticated;
import java.util.List;
import java.util.Map;

/**
 * What an authorizer answers to API Gateway. It is a plain map because the events library's own class has no
 * {@code usageIdentifierKey}, and because a refusal must leave that name out rather than set it to null.
 */
final class AuthorizerResponses {
    /** For the access log; the gateway demands one even of a refusal. */
    private static final String ANONYMOUS = "nobody";

    private final ErrorBodies errorBodies;

    AuthorizerResponses(ErrorBodies errorBodies) {
        this.errorBodies = errorBodies;
    }

    Map<String, Object> of(APIGatewayCustomAuthorizerEvent event, Result result) {
        return switch (result) {
            case Result.Accepted accepted ->
                Map.of(
                        "principalId", accepted.caller().tenant().value(),
                        "policyDocument", policy("Allow", event),
                        "context", Authenticator.context(accepted.caller()),
                        "usageIdentifierKey", accepted.usageKey().value());
            case Result.Rejected rejected ->
                Map.of(
                        "principalId", ANONYMOUS,
                        "policyDocument", policy("Deny", event),
                        "context", Map.of("refusal", refusal(event)));
        };
    }

    /** The gateway sends this text on as the body, since nothing behind it can any more. */
    private String refusal(APIGatewayCustomAuthorizerEvent event) {
        String path = event.getPath() == null ? "/" : event.getPath();
        return errorBodies.bodyFor(path, new Unauthenticated(Authenticator.INVALID_API_KEY));
    }

    private static Map<String, Object> policy(String effect, APIGatewayCustomAuthorizerEvent event) {
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
                        everything(event.getMethodArn()))));
    }

    /**
     * All methods of the stage: what a key may do is the functions' business, and a policy for one method would refuse
     * the next one, should anybody ever let the gateway cache it.
     *
     * @param methodArn {@code arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>}
     */
    private static String everything(String methodArn) {
        String[] parts = methodArn.split("/", -1);
        return parts[0] + "/" + parts[1] + "/*/*";
    }
}
