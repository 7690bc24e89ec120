package farebox.access.lambda;

import farebox.access.AuthenticateKey;
import farebox.access.aws.AccessFactory;
import farebox.http.ErrorBodies;
import farebox.http.ErrorFormats;
import farebox.http.Json;
import farebox.http.RateLimit;
import farebox.kernel.Environment;
import java.time.InstantSource;
import java.util.Map;

/** All parts of the authorizer. */
record AuthorizerWiring(AuthenticateKey check, AuthorizerResponses responses) {
    /** The formats of errors by path: the authorizer stands before every protocol and belongs to none. */
    private static final String ERROR_FORMATS = "ERROR_FORMATS";

    /** The limits of the plans, which callers read in headers. */
    private static final String PLAN_LIMITS = "PLAN_LIMITS";

    static AuthorizerWiring of(Map<String, String> environment) {
        Environment variables = Environment.requiring(environment, ERROR_FORMATS, PLAN_LIMITS);
        return new AuthorizerWiring(
                AccessFactory.authenticateKey(environment, InstantSource.system()),
                new AuthorizerResponses(
                        new ErrorBodies(ErrorFormats.parse(variables.value(ERROR_FORMATS)), new Json()),
                        RateLimit.parse(variables.value(PLAN_LIMITS))));
    }
}
