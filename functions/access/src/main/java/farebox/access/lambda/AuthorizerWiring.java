package farebox.access.lambda;

import farebox.access.AuthenticateKey;
import farebox.access.aws.AccessFactory;
import farebox.http.ErrorBodies;
import farebox.http.Json;
import java.time.InstantSource;
import java.util.Map;

/** All parts of the authorizer. */
record AuthorizerWiring(AuthenticateKey check, AuthorizerResponses responses) {
    static AuthorizerWiring of(Map<String, String> environment) {
        return new AuthorizerWiring(
                AccessFactory.authenticateKey(environment, InstantSource.system()),
                new AuthorizerResponses(new ErrorBodies(new Json())));
    }
}
