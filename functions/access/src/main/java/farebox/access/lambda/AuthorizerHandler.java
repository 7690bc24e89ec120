package farebox.access.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import farebox.access.AuthenticateKey;
import farebox.access.AuthenticateKey.Result;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A REQUEST authorizer of a REST API. If the key could not be looked up it throws, and the gateway returns its response
 * AUTHORIZER_FAILURE: a policy that denied would tell a good key that it is bad.
 */
public final class AuthorizerHandler implements RequestHandler<AuthorizerRequest, Map<String, Object>> {
    private static final Logger log = LoggerFactory.getLogger(AuthorizerHandler.class);

    private final AuthenticateKey check;
    private final AuthorizerResponses responses;

    /** Called by Lambda. */
    public AuthorizerHandler() {
        this(AuthorizerWiring.of(System.getenv()));
    }

    AuthorizerHandler(AuthorizerWiring wiring) {
        this.check = wiring.check();
        this.responses = wiring.responses();
    }

    @Override
    public Map<String, Object> handleRequest(AuthorizerRequest request, Context context) {
        Result result = check.run(request.everyHeader());
        log.atInfo()
                .addKeyValue("request", context.getAwsRequestId())
                .addKeyValue("key", keyOf(result))
                .log("key_checked");
        return responses.of(request, result);
    }

    /** The id of a live key. What a rejected caller claims to be is not logged. */
    private static String keyOf(Result result) {
        return switch (result) {
            case Result.Accepted accepted -> accepted.caller().key().value();
            case Result.Rejected rejected -> "rejected";
        };
    }
}
