package farebox.access.lambda;

import farebox.access.AuthenticateKey;
import farebox.access.aws.AccessFactory;
import farebox.http.ErrorBodies;
import farebox.http.Json;
import java.time.InstantSource;
import java.util.Map;

/** All parts of the authorizer. */
record Wiring(AuthenticateKey check, AuthorizerResponses responses) {
    static Wiring of(Map<String, String> environment) {
        return new Wiring(
                AccessFactory.authenticateKey(environment, InstantSource.system()),
                new AuthorizerResponses(new ErrorBodies(new Json())));
    }
}
